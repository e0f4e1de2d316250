package org.signet.verifier;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Whether the name of a client's address leads back to the address: the "iprev" method.
/// RFC 8601 §3.
///
/// @param client the address that was asked about
public record Iprev(IpAddress client, Outcome outcome) {
  /// Names of one address that are followed; the rest is ignored, as SPF does (RFC 7208 §4.6.4).
  public static final int MOST_NAMES = 10;

  /// What it came to.
  public sealed interface Outcome {
    /// The name has this address.
    record Pass(Domain name) implements Outcome {}

    /// There are names, and none of them has this address.
    record Fail(List<Domain> names) implements Outcome {
      public Fail {
        names = List.copyOf(names);
      }
    }

    /// A question was not answered.
    record TempError(Answer.Cause cause) implements Outcome {}

    /// The address has no name.
    record PermError() implements Outcome {}
  }

  /// The result word of RFC 8601 §2.7.3.
  public String word() {
    return switch (outcome) {
      case Outcome.Pass _ -> "pass";
      case Outcome.Fail _ -> "fail";
      case Outcome.TempError _ -> "temperror";
      case Outcome.PermError _ -> "permerror";
    };
  }

  static Iprev of(IpAddress client, Resolver dns) {
    var address = client.unmapped();
    return new Iprev(
        address,
        switch (dns.lookup(address.reverseName(), Type.PTR)) {
          case Answer.Found<Rdata.Ptr> found -> confirm(address, found.records(), dns);
          case Answer.NoData<Rdata.Ptr> _, Answer.NoSuchName<Rdata.Ptr> _ ->
              new Outcome.PermError();
          case Answer.Failed<Rdata.Ptr>(var cause, _) -> new Outcome.TempError(cause);
        });
  }

  private static Outcome confirm(IpAddress address, List<Rdata.Ptr> pointers, Resolver dns) {
    var type = address.isV4() ? Type.A : Type.AAAA;
    var names = new ArrayList<Domain>();
    Outcome otherwise = new Outcome.Fail(List.of());
    for (var pointer : pointers.subList(0, Math.min(MOST_NAMES, pointers.size()))) {
      var name = pointer.target();
      names.add(name);
      switch (dns.lookup(name, type)) {
        case Answer.Found<Rdata.Address> found -> {
          if (found.records().contains(new Rdata.Address(address))) {
            return new Outcome.Pass(name);
          }
        }
        case Answer.NoData<Rdata.Address> _, Answer.NoSuchName<Rdata.Address> _ -> {}
        case Answer.Failed<Rdata.Address>(var cause, _) -> otherwise = new Outcome.TempError(cause);
      }
    }
    return otherwise instanceof Outcome.Fail ? new Outcome.Fail(names) : otherwise;
  }
}
