package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

class DeletionTest {
  private static final List<String> IDS = List.of("mx.victim.com", "mx2.victim.com");

  private static Header header(List<String> fields) {
    return new Header(fields.stream().map(Field::of).toList());
  }

  /// What a mail server does with deletions, one after another.
  private static List<String> without(List<String> fields, List<Deletion> deletions) {
    var left = new ArrayList<>(fields);
    for (var deletion : deletions) {
      int seen = 0;
      for (int i = 0; i < left.size(); i++) {
        if (Ascii.equalsIgnoreCase(Field.of(left.get(i)).name(), deletion.name())
            && ++seen == deletion.index()) {
          left.remove(i);
          break;
        }
      }
    }
    return left;
  }

  private static List<String> cleaned(List<String> fields) {
    return without(fields, Deletion.of(header(fields), IDS));
  }

  @Test
  void AR_1_aForgedResultIsDeleted() {
    var forged = "Authentication-Results: mx.victim.com; dmarc=pass header.from=legitimate.com";
    assertThat(Deletion.of(header(List.of("From: a@b.example", forged)), IDS))
        .containsExactly(new Deletion("Authentication-Results", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: MX.Victim.COM; dmarc=pass",
        "Authentication-Results: \"mx.victim.com\"; dmarc=pass",
        "Authentication-Results: (c) mx.victim.com (c) 1; dmarc=pass",
        "Authentication-Results:\r\n mx.victim.com; dmarc=pass",
        "Authentication-Results: mx.victim.com 2; dmarc=pass",
        "Authentication-Results: mx.victim.com.; dmarc=pass",
        "Authentication-Results : mx.victim.com; dmarc=pass",
        "authentication-results: mx.victim.com; dmarc=pass",
        "Authentication-Results: mx.victim.com; dmarc=pass (",
        "Authentication-Results: ;;; mx.victim.com",
        "Authentication-Results: x mx.victim.com; dmarc=pass",
      })
  void AR_2_everyFormIsDeleted(String forged) {
    assertThat(cleaned(List.of("From: a@b.example", forged))).containsExactly("From: a@b.example");
  }

  @Test
  void aNameThatNoMailServerCanBeToldIsMarked() throws IOException {
    var odd = "\u00c2\u00a0Authentication-Results: mx.victim.com; dmarc=pass";
    assertThat(Deletion.of(header(List.of("From: a@b.example", odd)), IDS)).isEmpty();
    var posted = new Posted("| From: <a@b.example> | \\xc2\\xa0" + odd.substring(2));
    assertThat(Posted.words(posted.handling(""))).isEqualTo("mark, nothing_asked");
  }

  @Test
  void AR_3_everyIdOfOursIsOurs() {
    var fields =
        List.of(
            "Authentication-Results: mx2.victim.com; dmarc=pass",
            "Authentication-Results: mx3.victim.com; dmarc=pass",
            "Authentication-Results: sub.mx.victim.com; dmarc=pass",
            "Authentication-Results: mx.victim.com.evil.example; dmarc=pass");
    assertThat(cleaned(fields)).isEqualTo(fields.subList(1, 4));
  }

  @Test
  void AR_4_eightForgedBetweenForeignOnes() {
    var fields = new ArrayList<String>();
    var foreign = new ArrayList<String>();
    for (int i = 0; i < 8; i++) {
      var other = "Authentication-Results: mx" + i + ".other.example; spf=pass";
      foreign.add(other);
      fields.add(other);
      var name = List.of("Authentication-Results", "authentication-results").get(i % 2);
      fields.add(name + ": mx.victim.com; dmarc=pass reason=\"" + i + "\"");
    }
    var deletions = Deletion.of(header(fields), IDS);
    assertThat(deletions.stream().map(Deletion::index)).containsExactly(16, 14, 12, 10, 8, 6, 4, 2);
    assertThat(cleaned(fields)).isEqualTo(foreign);
  }

  @Test
  void AR_9_whatOnlyAReceiverWritesIsDeleted() {
    var kept = List.of("BIMI-Selector: v=BIMI1; s=x", "X-Spam-Flag: YES", "Received-SPF: pass");
    var fields = new ArrayList<>(kept);
    fields.add(1, "BIMI-Location: v=BIMI1; l=https://evil.example/x.svg");
    fields.add(0, "bimi-indicator: PHN2Zz4=");
    fields.add("X-Signet-Quarantine: no");
    fields.add("X-Signet-Mark: authenticated");
    assertThat(cleaned(fields)).isEqualTo(kept);
  }

  @Test
  void whatWasHereBeforeKeepsOurResults() {
    var header = header(List.of("Authentication-Results: mx.victim.com; dmarc=pass"));
    var by = new Direction.Rule.Otherwise();
    assertThat(Deletion.of(new Direction.Reinjected(by), header, IDS)).isEmpty();
    assertThat(Deletion.of(new Direction.Inbound(by), header, IDS)).hasSize(1);
    assertThat(Deletion.of(new Direction.Local(by), header, IDS)).hasSize(1);
  }

  @Test
  void stampsSayWhatWasDone() throws IOException {
    var zone = "_dmarc.b.example. TXT \"v=DMARC1; p=none\"\n";
    var posted = new Posted("| From: <a@b.example> | Subject: x | Subject: y");
    var proof = posted.proof(zone);
    var stamps = Stamps.of("mx.victim.com", proof, posted.handling(proof));
    assertThat(stamps.getFirst()).hasToString("X-Signet-Mark: dmarc_failed content_unclear");
    assertThat(stamps.getLast().value()).startsWith("mx.victim.com;").contains("dmarc=fail");
    var quarantined =
        new Handling.Quarantine(new Reason.Authenticated(), List.of(), new QuarantineWay.Marked());
    assertThat(Stamps.of("mx.victim.com", proof, quarantined).getFirst())
        .hasToString("X-Signet-Quarantine: yes");
    assertThat(Stamps.of("mx.victim.com", proof, new Handling.Deliver(new Reason.Authenticated())))
        .hasSize(1);
  }

  @Test
  void mailOfOursIsKnownAgain() {
    var by = new Direction.Rule.LoggedIn();
    var submitted = Stamps.ours("mx.victim.com", new Direction.Submission(Optional.of("bob"), by));
    assertThat(submitted.value()).isEqualTo("mx.victim.com;\tauth=pass");
    assertThat(Stamps.ours("mx.victim.com", new Direction.Local(by)).value())
        .isEqualTo("mx.victim.com;\tauth=none");
  }
}
