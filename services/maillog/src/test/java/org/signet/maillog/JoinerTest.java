package org.signet.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinerTest {
  private static final String TLS =
      " TLS connection established to mx.boats.example[192.0.2.1]:25: TLSv1.3 with cipher"
          + " TLS_AES_256_GCM_SHA384 (256/256 bits)";

  private static String to(String queueId, String recipient, String relay, String status) {
    return "%s: to=<%s>, relay=%s, delay=1, delays=0/0/0/1, dsn=2.0.0, status=%s"
        .formatted(queueId, recipient, relay, status);
  }

  private static String sent(String queueId, String relay) {
    return to(queueId, "bob@boats.example", relay, "sent (250 2.0.0 Ok)");
  }

  private static final String MX = "mx.boats.example[192.0.2.1]:25";

  private static List<String> privacy(String... lines) {
    return Told.transmissions(Told.by("postfix", lines)).stream()
        .map(one -> Told.words(one.privacy()))
        .toList();
  }

  @Test
  void aConnectionBelongsToTheMessageThatIsNamedNext() {
    assertThat(
            privacy(
                "smtp[1]: Trusted" + TLS,
                "smtp[1]: " + sent("AAAAAA", MX),
                "smtp[1]: " + sent("BBBBBB", MX)))
        .containsExactly("Trusted, TLSv1.3", "in clear");
  }

  @Test
  void allRecipientsOfAMessageShareIt() {
    assertThat(
            privacy(
                "smtp[1]: Verified" + TLS,
                "smtp[1]: " + sent("AAAAAA", MX),
                "smtp[1]: " + sent("AAAAAA", MX)))
        .containsExactly("Verified, TLSv1.3", "Verified, TLSv1.3");
  }

  @Test
  void whatAnotherProcessSaysIsOfAnotherMessage() {
    assertThat(
            privacy(
                "smtp[1]: Trusted" + TLS,
                "smtp[2]: " + sent("BBBBBB", MX),
                "smtp[1]: " + sent("AAAAAA", MX)))
        .containsExactly("in clear", "Trusted, TLSv1.3");
  }

  @Test
  void aConnectionToAnotherHostIsNotTheOne() {
    assertThat(
            privacy(
                "smtp[1]: Trusted" + TLS,
                "smtp[1]: AAAAAA: host mx.boats.example[192.0.2.1] said: 451 4.3.0 later",
                "smtp[1]: " + sent("AAAAAA", "mx2.boats.example[192.0.2.2]:25")))
        .containsExactly("in clear");
  }

  /// Names may share an address; the connection that is taken again keeps the name it was made by.
  @Test
  void theAddressCounts() {
    assertThat(
            privacy(
                "smtp[1]: Trusted" + TLS.replace("established", "reused"),
                "smtp[1]: " + sent("AAAAAA", "mail.ships.example[192.0.2.1]:25")))
        .containsExactly("Trusted, TLSv1.3, reused");
  }

  @Test
  void aLostConnectionIsGone() {
    assertThat(
            privacy(
                "smtp[1]: Untrusted" + TLS,
                "smtp[1]: AAAAAA: lost connection with mx.boats.example[192.0.2.1] while sending"
                    + " MAIL FROM",
                "smtp[1]: " + sent("AAAAAA", MX)))
        .containsExactly("in clear");
  }

  @Test
  void aRecipientThatIsPutOffDoesNotEndTheConnection() {
    assertThat(
            privacy(
                "smtp[1]: Untrusted" + TLS,
                "smtp[1]: AAAAAA: host mx.boats.example[192.0.2.1] said: 450 4.2.0 later (in reply"
                    + " to RCPT TO command)",
                "smtp[1]: " + sent("AAAAAA", MX)))
        .containsExactly("Untrusted, TLSv1.3");
  }

  /// The queue gives a message out once more, to the same process.
  @Test
  void aConnectionOfAnEarlierTryIsNotThatOfALaterOne() {
    assertThat(
            privacy(
                "qmgr[9]: AAAAAA: from=<a@b.example>, size=1, nrcpt=1 (queue active)",
                "smtp[1]: Untrusted" + TLS,
                "smtp[1]: " + to("AAAAAA", "bob@boats.example", MX, "deferred (later)"),
                "qmgr[9]: AAAAAA: from=<a@b.example>, size=1, nrcpt=1 (queue active)",
                "smtp[1]: " + sent("AAAAAA", MX)))
        .containsExactly("Untrusted, TLSv1.3", "in clear");
  }

  @Test
  void whereNoConnectionIsEverToldOfNothingIsSaid() {
    assertThat(privacy("smtp[1]: " + sent("AAAAAA", MX))).containsExactly("not logged");
  }

  /// Another service of the same Postfix may log at another level.
  @Test
  void whatOneProgramTellsSaysNothingOfAnother() {
    var lines =
        List.of(
            "Nov 25 11:00:00 mx postfix/smtp[1]: Trusted" + TLS,
            "Nov 25 11:00:01 mx postfix/relay/smtp[2]: " + sent("AAAAAA", MX),
            "Nov 25 11:00:02 other postfix/smtp[3]: " + sent("BBBBBB", MX),
            "Nov 25 11:00:03 mx postfix/smtp[4]: " + sent("CCCCCC", MX));
    assertThat(Told.transmissions(Told.by(lines)))
        .extracting(one -> Told.words(one.privacy()))
        .containsExactly("not logged", "not logged", "in clear");
  }

  @Test
  void thatConnectionsAreToldOfIsKnownForADay() {
    var lines =
        List.of(
            "Nov 22 11:00:00 mx postfix/smtp[1]: Trusted" + TLS,
            "Nov 23 11:00:00 mx postfix/smtp[2]: " + sent("AAAAAA", MX),
            "Nov 23 11:00:01 mx postfix/smtp[2]: " + sent("BBBBBB", MX),
            "Nov 25 11:00:00 mx postfix/smtp[1]: " + sent("CCCCCC", MX));
    assertThat(Told.transmissions(Told.by(lines)))
        .extracting(one -> Told.words(one.privacy()))
        .containsExactly("in clear", "not logged", "not logged");
  }

  @Test
  void whatStaysInTheHostIsNotOnTheWay() {
    assertThat(
            privacy(
                "lmtp[1]: " + sent("AAAAAA", "mx.harbour.example[private/dovecot-lmtp]"),
                "local[2]: " + sent("AAAAAA", "local"),
                "error[3]: "
                    + to("AAAAAA", "c@d.example", "none", "deferred (delivery temporarily)"),
                "smtp[4]: "
                    + to("AAAAAA", "c@d.example", "none", "deferred (connect to x[192.0.2.9]:25)")))
        .hasSize(4)
        .containsOnly("not on the way");
  }

  @Test
  void newerVersionsSayMore() {
    assertThat(
            privacy(
                "smtp[1]: Trusted" + TLS + " key-exchange X25519MLKEM768 server-signature x",
                "smtp[1]: 4c8vgk2lXhzNcrX: to=<bob@boats.example>, orig_to=<bob>, relay="
                    + MX
                    + ", conn_use=2, delay=0.3, delays=0/0/0/0, tls=may, dsn=2.0.0, status=sent"
                    + " (250 Ok)"))
        .containsExactly("Trusted, TLSv1.3");
  }

  @Test
  void addressesMayBeOfVersion6() {
    var told =
        Told.by(
            "postfix",
            "smtp[1]: Anonymous TLS connection established to mx.boats.example[2001:db8::1]:25:"
                + " TLSv1.2 with cipher ADH-AES256-GCM-SHA384 (256/256 bits)",
            "smtp[1]: " + sent("AAAAAA", "mx.boats.example[2001:db8::1]:25"));
    assertThat(Told.words(told))
        .containsExactly(
            "connection for boats.example to mx.boats.example[2001:db8::1]:25: Anonymous",
            "AAAAAA bob@boats.example sent to mx.boats.example[2001:db8::1]:25: Anonymous,"
                + " TLSv1.2");
  }

  /// What a sender chose, or another host said, is not taken for what Postfix says.
  @Test
  void whatOthersWroteStaysWhatItIs() {
    var evil = "\"a>, relay=evil.example[192.0.2.66]:25, status=sent (\\\"b\"@boats.example";
    var told =
        Told.transmissions(
            Told.by(
                "postfix",
                "smtp[1]: "
                    + to("AAAAAA", evil, MX, "bounced (550 to=<x@y.example>, status=sent (ok))")));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().recipient()).isEqualTo(evil);
    assertThat(told.getFirst().relay()).hasToString(MX);
    assertThat(told.getFirst().status()).isEqualTo(Transmission.Status.BOUNCED);
    assertThat(told.getFirst().said()).isEqualTo("550 to=<x@y.example>, status=sent (ok)");
    assertThat(told.getFirst().domain()).hasToString("Optional[boats.example]");
  }

  @Test
  void aConnectionIsCountedOnce() {
    var told =
        Told.words(
            Told.by(
                "postfix",
                "smtp[1]: Trusted" + TLS,
                "smtp[1]: " + sent("AAAAAA", MX),
                "smtp[1]: " + sent("AAAAAA", MX),
                "smtp[2]: Trusted" + TLS.replace("established", "reused"),
                "smtp[2]: " + sent("BBBBBB", MX),
                "smtp[3]: " + sent("CCCCCC", MX),
                "smtp[3]: " + sent("CCCCCC", MX)));
    assertThat(told.stream().filter(one -> one.startsWith("connection")))
        .containsExactly(
            "connection for boats.example to " + MX + ": Trusted",
            "connection for boats.example to " + MX + ": starttls-not-supported");
  }

  @Test
  void anExpiredCertificateIsToldOf() {
    var told =
        Told.words(
            Told.by(
                "postfix",
                "smtp[1]: certificate verification failed for " + MX + ": certificate has expired",
                "smtp[1]: Untrusted" + TLS,
                "smtp[1]: AAAAAA: Server certificate not verified",
                "smtp[1]: Untrusted" + TLS.replace("192.0.2.1", "192.0.2.2"),
                "smtp[1]: "
                    + to(
                        "AAAAAA",
                        "bob@boats.example",
                        "mx.boats.example[192.0.2.2]:25",
                        "deferred (Server certificate not verified)")));
    assertThat(told)
        .contains(
            "connection for boats.example to " + MX + ": certificate-expired",
            "connection for boats.example to mx.boats.example[192.0.2.2]:25: validation-failure");
  }

  /// Whatever is in a log, what is remembered of it is bounded: the processes that were heard of
  /// last, each with a few connections.
  @Test
  void memoryIsBounded() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 30_000; i++) {
      lines.add("Nov 25 11:00:00 mx postfix/smtp[" + (i + 10) + "]: Trusted" + TLS);
      lines.add("Nov 25 11:00:00 mx postfix/smtp[7]: Trusted" + TLS.replace(":25:", ":" + i + ":"));
    }
    lines.add("Nov 25 11:00:01 mx postfix/smtp[7]: " + sent("AAAAAA", MX.replace(":25", ":29999")));
    lines.add("Nov 25 11:00:01 mx postfix/smtp[7]: " + sent("AAAAAA", MX.replace(":25", ":100")));
    lines.add("Nov 25 11:00:01 mx postfix/smtp[10]: " + sent("BBBBBB", MX));
    assertThat(Told.transmissions(Told.by(lines)))
        .extracting(one -> Told.words(one.privacy()))
        .containsExactly("Trusted, TLSv1.3", "in clear", "in clear");
  }
}
