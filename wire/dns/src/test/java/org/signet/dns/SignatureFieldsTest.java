package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Whatever field of a signature is changed, on the way from the root to the answer or to the proof
/// of absence, the answer is a failure: never secure, and never merely insecure, as if the zone had
/// an algorithm that nobody knows (RFC 4035 §5.5).
class SignatureFieldsTest {
  /// The fields before the signature itself, and its first octets (RFC 4034 §3.1): `example.` is
  /// the longest signer.
  private static final int FIELDS = 18 + 9 + 2;

  @ParameterizedTest
  @ValueSource(strings = {"A", "DNSKEY", "DS", "SOA", "NSEC3"})
  void noFieldOfASignatureCanBeChanged(String covered) throws IOException {
    int type = org.xbill.DNS.Type.value(covered);
    var isOfDenial = List.of("SOA", "NSEC3").contains(covered);
    var name = Domain.of(isOfDenial ? "none.example" : "host.example");
    var field = new AtomicInteger();
    var zone = SignedZone.signed("example.", 13, new SignedZone.Denial.Nsec3(0, false));
    try (var tree =
        new SignedTree(
            List.of(ValidatingResolverTest.tree(zone)),
            (_, reply) -> change(reply, type, field.get()))) {
      for (int i = 0; i < FIELDS; i++) {
        field.set(i);
        assertThat(tree.validating().lookup(name, Type.A))
            .as("octet " + i)
            .isInstanceOf(Answer.Failed.class);
      }
    }
  }

  private static void change(Message reply, int covered, int octet) {
    for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      for (var record : List.copyOf(reply.getSection(section))) {
        if (record instanceof RRSIGRecord signature && signature.getTypeCovered() == covered) {
          var octets = signature.rdataToWireCanonical();
          octets[octet] ^= 1;
          reply.removeRecord(signature, section);
          reply.addRecord(
              Record.newRecord(
                  signature.getName(), signature.getType(), DClass.IN, signature.getTTL(), octets),
              section);
        }
      }
    }
  }
}
