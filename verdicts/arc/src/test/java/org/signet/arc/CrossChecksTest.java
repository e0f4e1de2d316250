package org.signet.arc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC6376;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyKind;
import org.signet.dkim.Signatory;
import org.signet.dkim.SigningKey;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Domain;
import org.signet.message.Field;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.testing.Conformance;
import org.signet.testing.DkimPeer;
import org.signet.testing.Lab;
import org.signet.testing.MixedMail;
import org.signet.testing.Suites;

/// Messages of every shape, sealed by dkimpy and by us in turn, and the chain checked by both after
/// each, in a lab where both find the keys in the real DNS.
class CrossChecksTest {
  private static final int MADE = 240;
  private static final DkimPeer.Kind PEER = DkimPeer.Kind.DKIMPY;
  private static final SigningKey KEY = SigningKey.make(KeyKind.RSA_2048, new SecureRandom());

  /// Who seals, host by host: `S` for us, `p` for the peer.
  private static final List<String> ROUTES = List.of("S", "p", "Sp", "pS", "SpS", "pSp");

  @TempDir private Path zones;

  private static Signatory host(int hop) {
    return new Signatory(Domain.of("hop" + hop + ".example"), Domain.of("s"), KEY);
  }

  private static final String BLANKS =
      "dkimpy keeps blanks at the end of a last line without CRLF in relaxed form";
  private static final String COLON =
      "dkimpy reads no message with a blank before the colon of a field";

  /// Where dkimpy and we disagree.
  private static final Map<String, Clause> DIFFERENCES =
      Map.of(BLANKS, RFC6376.section("3.4.4"), COLON, RFC5322.section("4.5"));

  @Test
  void chainsOfBothHoldForBoth() throws Exception {
    var obstacle = Lab.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var missing = PEER.obstacle();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    for (int hop = 1; hop <= 3; hop++) {
      var who = host(hop);
      Files.writeString(zones.resolve(who.domain() + ".zone"), who.record().zoneText());
    }
    var mails = new ArrayList<>(MixedMail.made(MADE));
    mails.addAll(MixedMail.ofSuites());
    var settled = new TreeMap<String, Integer>();
    try (var theirs = PEER.startInLab(zones);
        var ours = DkimPeer.startOursInLab(zones, OurPeer.class)) {
      for (int i = 0; i < mails.size(); i++) {
        var route = ROUTES.get((i + i / 14) % ROUTES.size());
        var way = new Way(mails.get(i), i % 4 == 3, theirs, ours);
        way.travel(route).ifPresent(difference -> settled.merge(difference, 1, Integer::sum));
      }
    }
    if (Suites.folder("corpus-spamassassin").isPresent()) {
      assertThat(settled).as("no row to spare").containsOnlyKeys(BLANKS, COLON);
      var rows =
          settled.entrySet().stream()
              .map(
                  row ->
                      new Conformance.Settled(
                          row.getKey(), row.getValue(), "by " + DIFFERENCES.get(row.getKey())))
              .toList();
      Conformance.note("peers: dkimpy and Signet seal in turn", mails.size(), rows);
    }
  }

  /// The way of one message.
  private static final class Way {
    private final MixedMail mail;
    private final boolean isThroughLists;
    private final DkimPeer theirs;
    private final DkimPeer ours;
    private String message;

    Way(MixedMail mail, boolean isThroughLists, DkimPeer theirs, DkimPeer ours) {
      this.mail = mail;
      this.isThroughLists = isThroughLists;
      this.theirs = theirs;
      this.ours = ours;
      this.message = mail.octets();
    }

    /// Both see the same chain at each host, and it holds, or it never did: some messages came with
    /// a chain that nobody can check any more. Answers where they disagree, and ends there.
    Optional<String> travel(String route) throws IOException {
      if (mail.hasBlankBeforeColon()) {
        assertThat(theirs.ask("chain", message).text()).contains("Unexpected characters");
        return Optional.of(COLON);
      }
      var arrived = ours.ask("chain", message);
      assertThat(theirs.ask("chain", message).word()).as(mail.name()).isEqualTo(arrived.word());
      for (int hop = 1; hop <= route.length(); hop++) {
        var expected = arrived.word().equals("fail") ? "fail" : "pass";
        addResults(host(hop), arrived.word());
        if (route.charAt(hop - 1) == 'S') {
          sealByUs(host(hop), arrived.word());
        } else {
          sealByThem(host(hop));
        }
        arrived = ours.ask("chain", message);
        var theirWord = theirs.ask("chain", message).word();
        if (!arrived.word().equals(theirWord) && endsWithBlank()) {
          return Optional.of(BLANKS);
        }
        assertThat(arrived.word()).as("%s %s %s", mail.name(), route, arrived).isEqualTo(expected);
        assertThat(theirWord).as("%s %s by them", mail.name(), route).isEqualTo(expected);
      }
      return Optional.empty();
    }

    private boolean endsWithBlank() {
      return message.endsWith(" ") || message.endsWith("\t");
    }

    /// What a host does before it seals; a list adds its footer too.
    private void addResults(Signatory who, String chain) {
      var results = who.domain() + "; arc=" + chain + "; spf=none";
      message = "Authentication-Results: " + results + "\r\n" + message;
      if (isThroughLists) {
        message += "\r\n-- \r\nthe list\r\n";
      }
    }

    private void sealByUs(Signatory who, String chain) throws IOException {
      var octets = Message.of(message.getBytes(ISO_8859_1));
      ArrivalResults results;
      try (var stream = MessageStream.open(octets)) {
        results = ArrivalResults.in(stream.header(), who.domain().text()).orElseThrow();
      }
      var found = ChainValidation.named(chain).orElseThrow();
      switch (new ArcSealer(who, InstantSource.system()).seal(octets, results, found)) {
        case Sealing.Sealed(_, _, var fields) ->
            message =
                String.join("\r\n", fields.stream().map(Field::toString).toList())
                    + "\r\n"
                    + message;
        case Sealing.AlreadyFailed _ -> assertThat(chain).isEqualTo("fail");
        case Sealing other -> throw new AssertionError(mail.name() + " " + other);
      }
    }

    private void sealByThem(Signatory who) throws IOException {
      var name = who.domain().text();
      var answer =
          theirs.ask("seal", message, name, who.selector().text(), name, KeyFile.text(KEY));
      message = answer.message().orElseThrow(() -> new AssertionError(mail.name() + " " + answer));
    }
  }
}
