package org.signet.dns.zone;

import static org.signet.foundation.spec.Spec.RFC3597;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// Data that [RdataReader] has no form for: types that Signet never asks for, and `\#` followed by
/// octets (RFC 3597 §5). dnsjava reads them.
final class OtherTypes {
  private OtherTypes() {}

  static Rdata read(int number, Words words, Domain origin) throws Unreadable {
    int at = words.place();
    var text = words.rest().stream().map(OtherTypes::written).collect(Collectors.joining(" "));
    var name = origin.isRoot() ? "." : origin + ".";
    String canonical;
    try {
      var record = Record.fromString(Name.root, number, DClass.IN, 0, text, Name.fromString(name));
      if (Type.numbered(number).isEmpty()) {
        var octets = new String(record.rdataToWireCanonical(), StandardCharsets.ISO_8859_1);
        return new Rdata.Unknown(number, octets);
      }
      canonical = record.rdataToString();
    } catch (IOException | RuntimeException _) {
      // What dnsjava throws for odd text is not only what it declares.
      var type = RecordTypes.mnemonic(number);
      throw new Unreadable(at, "data that fits the type " + type, RFC3597.section("5"));
    }
    return known(number, canonical, at);
  }

  /// A type of ours whose data was given in octets, read again from its own form.
  private static Rdata known(int number, String canonical, int at) throws Unreadable {
    try {
      return new RdataReader(new Tokens(canonical).next(), Domain.ROOT).read(number);
    } catch (Unreadable inner) {
      throw new Unreadable(at, inner.expected, inner.clause);
    }
  }

  private static String written(Token word) {
    return word.isQuoted() ? '"' + word.raw() + '"' : word.raw();
  }
}
