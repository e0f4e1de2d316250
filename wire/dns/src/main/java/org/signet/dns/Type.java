package org.signet.dns;

import java.util.List;
import java.util.Optional;

/// A record type that can be asked for, with the class of its data.
///
/// @param <R> the data of such a record
public final class Type<R extends Rdata> {
  public static final Type<Rdata.Address> A = new Type<>("A", 1, Rdata.Address.class);
  public static final Type<Rdata.Ns> NS = new Type<>("NS", 2, Rdata.Ns.class);
  public static final Type<Rdata.Cname> CNAME = new Type<>("CNAME", 5, Rdata.Cname.class);
  public static final Type<Rdata.Soa> SOA = new Type<>("SOA", 6, Rdata.Soa.class);
  public static final Type<Rdata.Ptr> PTR = new Type<>("PTR", 12, Rdata.Ptr.class);
  public static final Type<Rdata.Mx> MX = new Type<>("MX", 15, Rdata.Mx.class);
  public static final Type<Rdata.Txt> TXT = new Type<>("TXT", 16, Rdata.Txt.class);
  public static final Type<Rdata.Address> AAAA = new Type<>("AAAA", 28, Rdata.Address.class);
  public static final Type<Rdata.Ds> DS = new Type<>("DS", 43, Rdata.Ds.class);
  public static final Type<Rdata.Rrsig> RRSIG = new Type<>("RRSIG", 46, Rdata.Rrsig.class);
  public static final Type<Rdata.Dnskey> DNSKEY = new Type<>("DNSKEY", 48, Rdata.Dnskey.class);
  public static final Type<Rdata.Tlsa> TLSA = new Type<>("TLSA", 52, Rdata.Tlsa.class);
  public static final Type<Rdata.Tlsa> SMIMEA = new Type<>("SMIMEA", 53, Rdata.Tlsa.class);
  public static final Type<Rdata.Caa> CAA = new Type<>("CAA", 257, Rdata.Caa.class);

  private static final List<Type<?>> KNOWN =
      List.of(A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, DS, RRSIG, DNSKEY, TLSA, SMIMEA, CAA);

  private final String mnemonic;
  private final int number;
  private final Class<R> data;

  private Type(String mnemonic, int number, Class<R> data) {
    this.mnemonic = mnemonic;
    this.number = number;
    this.data = data;
  }

  /// Every type that Signet asks for.
  public static List<Type<?>> known() {
    return KNOWN;
  }

  /// The known type of this mnemonic, in upper case.
  public static Optional<Type<?>> named(String mnemonic) {
    return KNOWN.stream().filter(type -> type.mnemonic.equals(mnemonic)).findFirst();
  }

  /// The known type of this number (IANA, DNS parameters).
  public static Optional<Type<?>> numbered(int number) {
    return KNOWN.stream().filter(type -> type.number == number).findFirst();
  }

  public int number() {
    return number;
  }

  public Class<R> data() {
    return data;
  }

  /// The mnemonic, such as `TXT`.
  @Override
  public String toString() {
    return mnemonic;
  }
}
