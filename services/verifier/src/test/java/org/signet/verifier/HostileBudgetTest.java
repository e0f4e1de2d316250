package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.dkim.DkimLimits;
import org.signet.dkim.DkimOutcome;
import org.signet.dmarc.Policy;
import org.signet.dns.BudgetedResolver.Budget;
import org.signet.message.Ambiguity.Reason;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MimeWalk;

/// What one message may cost: each limit alone, just below and just above, and all together.
class HostileBudgetTest {
  private static final int MEBIBYTE = 1 << 20;

  private static Verification verify(String message) throws IOException {
    return new Verifier(HostileMessage.world())
        .verify(Message.of(message.getBytes(ISO_8859_1)), HostileMessage.envelope());
  }

  private static long evaluated(Verification proof) {
    return proof.dkim().stream()
        .filter(result -> !(result.outcome() instanceof DkimOutcome.NotEvaluated))
        .count();
  }

  @Test
  void tenSignaturesAreChecked() throws IOException {
    var proof = verify(HostileMessage.signed(DkimLimits.MOST_SIGNATURES, "", "x\r\n"));
    assertThat(proof.dkim())
        .hasSize(10)
        .extracting(result -> result.outcome().word())
        .containsOnly("pass");
    assertThat(proof.dmarc().outcome().word()).isEqualTo("pass");
  }

  @Test
  void theEleventhSignatureIsNot() throws IOException {
    var proof = verify(HostileMessage.signed(DkimLimits.MOST_SIGNATURES + 1, "", "x\r\n"));
    assertThat(proof.dkim()).hasSize(11);
    assertThat(evaluated(proof)).isEqualTo(10);
    assertThat(proof.dkim())
        .filteredOn(result -> result.outcome() instanceof DkimOutcome.NotEvaluated)
        .singleElement()
        .matches(result -> result.outcome().word().equals("policy"));
  }

  @Test
  void anEnvelopeThatSpendsItsShareTakesNothingFromTheAuthors() throws IOException {
    var proof = verify("From: a@" + HostileMessage.AUTHOR + "\r\n\r\nx\r\n");
    assertThat(proof.spent().queries()).isLessThanOrEqualTo(Budget.OF_A_MESSAGE.questions());
    assertThat(proof.spf().mailFrom().outcome().word())
        .as("what could not be asked is unknown, never absent")
        .isEqualTo("temperror");
    assertThat(proof.dmarc().disposition()).isEqualTo(Policy.REJECT);
  }

  @Test
  void fiftyArcSetsAreRead() throws IOException {
    var below = verify(HostileMessage.arcSets(50) + "From: a@b.example\r\n\r\n");
    assertThat(below.arc().outcome().word()).isEqualTo("fail");
    assertThat(below.arc().sets()).hasSize(50);
    var above = verify(HostileMessage.arcSets(51) + "From: a@b.example\r\n\r\n");
    assertThat(above.arc().outcome().word()).isEqualTo("fail");
    assertThat(above.arc().sets()).as("nothing of it is checked").isEmpty();
    assertThat(above.spent().queries()).isLessThan(below.spent().queries());
  }

  @Test
  void aThousandFieldsAreRead() throws IOException {
    var below = verify("From: a@b.example\r\n" + HostileMessage.fields(999) + "\r\n");
    assertThat(below.author().ambiguities()).isEmpty();
    var above = verify("From: a@b.example\r\n" + HostileMessage.fields(1_000) + "\r\n");
    assertThat(above.author().ambiguities())
        .extracting(ambiguity -> ambiguity.reason())
        .containsExactly(Reason.TOO_MANY_FIELDS);
    assertThat(above.dmarc().outcome().word()).isEqualTo("permerror");
  }

  @Test
  void aHeaderOfOneMebibyteIsRead() throws IOException {
    var field = "X: " + "v".repeat(60_000) + "\r\n";
    var from = "From: a@b.example\r\n";
    int fits = (Header.MOST_OCTETS - from.length()) / field.length();
    var below = verify(from + field.repeat(fits) + "\r\n");
    assertThat(below.author().ambiguities()).isEmpty();
    var above = verify(from + field.repeat(fits + 1) + "\r\n");
    assertThat(above.dmarc().outcome().word()).isEqualTo("permerror");
  }

  @Test
  void aFieldOf64KibibytesIsRead() throws IOException {
    int fits = Header.MOST_FIELD_OCTETS - "X: \r\n".length();
    var below = verify("From: a@b.example\r\nX: " + "v".repeat(fits) + "\r\n\r\n");
    assertThat(below.author().ambiguities()).isEmpty();
    var above = verify("From: a@b.example\r\nX: " + "v".repeat(fits + 1) + "\r\n\r\n");
    assertThat(above.author().ambiguities())
        .extracting(ambiguity -> ambiguity.reason())
        .containsExactly(Reason.FIELD_TOO_LARGE);
  }

  @Test
  void partsAndTheirNestingAreBounded() throws IOException {
    var head =
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
            + " boundary=b0\r\n\r\n";
    assertThat(reasons(head + HostileMessage.parts(MimeWalk.MOST_DEPTH - 2, 3)))
        .doesNotContain(Reason.MIME_TOO_DEEP, Reason.TOO_MANY_PARTS);
    assertThat(reasons(head + HostileMessage.parts(MimeWalk.MOST_DEPTH + 1, 3)))
        .contains(Reason.MIME_TOO_DEEP);
    assertThat(reasons(head + HostileMessage.parts(0, MimeWalk.MOST_PARTS - 2)))
        .doesNotContain(Reason.TOO_MANY_PARTS);
    assertThat(reasons(head + HostileMessage.parts(0, MimeWalk.MOST_PARTS + 1)))
        .contains(Reason.TOO_MANY_PARTS);
  }

  private static List<Reason> reasons(String message) throws IOException {
    return verify(message).content().stream().map(ambiguity -> ambiguity.reason()).toList();
  }

  /// In a virtual machine with 16 MiB of heap more than it has in use when idle.
  @Test
  void everythingAtOnceFitsIntoSixteenMebibytes() throws Exception {
    long idle = Long.parseLong(ChildJvm.run(HostileMessage.class, "64m"));
    long most = idle / MEBIBYTE + 1 + 16;
    var told = ChildJvm.run(HostileMessage.class, most + "m", "all");
    int queries = Integer.parseInt(told.substring(0, told.indexOf(' ')));
    assertThat(queries).isBetween(80, Budget.OF_A_MESSAGE.questions());
    assertThat(told).as("the ten signatures that were checked hold").endsWith("pass");
  }

  /// A message of 100 MB costs the memory of a small one.
  @Test
  void aLargeMessageIsJudgedInConstantMemory() throws Exception {
    long octets = 100_000_000;
    var told = ChildJvm.run(LargeMessage.class, "48m", Long.toString(octets));
    assertThat(told.lines()).containsExactly(Long.toString(octets), "fail");
  }
}
