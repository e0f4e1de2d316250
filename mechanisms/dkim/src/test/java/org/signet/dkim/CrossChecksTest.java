package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC6376;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Domain;
import org.signet.message.Message;
import org.signet.testing.Conformance;
import org.signet.testing.DkimPeer;
import org.signet.testing.Lab;
import org.signet.testing.MixedMail;
import org.signet.testing.Suites;

/// Messages of every shape, signed by others and checked by us, in a lab where each finds the keys
/// in the real DNS. Where they and we disagree, a clause settles it.
class CrossChecksTest {
  private static final String DOMAIN = "signer.example";
  private static final int MADE = 240;

  /// @param name what the peer does otherwise
  private record Settled(DkimPeer.Kind peer, String name, Clause clause, Predicate<Turn> applies) {}

  private static final Settled LINE_BROKEN_AFTERWARDS =
      new Settled(
          DkimPeer.Kind.OPENDKIM,
          "breaks the line before b= otherwise than it signed, where b= is short",
          RFC6376.section("3.7"),
          turn ->
              turn.headerForm() == Canonicalization.SIMPLE
                  && turn.algorithm() == DkimAlgorithm.ED25519_SHA256);

  /// What they do otherwise in checking and signing alike.
  private static final List<Settled> EITHER_WAY =
      List.of(
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "keeps blanks at the end of a last line without CRLF in relaxed form",
              RFC6376.section("3.4.4"),
              turn -> turn.bodyForm() == Canonicalization.RELAXED && turn.endsWithBlank()),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "adds no CRLF to a last line without one in simple form",
              RFC6376.section("3.4.3"),
              turn -> turn.bodyForm() == Canonicalization.SIMPLE && !turn.hasLastLineEnd()));

  /// Where they check nothing at all.
  private static final List<Settled> GIVING_UP =
      List.of(
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "reads no message with a blank before the colon of a field",
              RFC5322.section("4.5"),
              turn -> turn.mail().hasBlankBeforeColon()),
          new Settled(
              DkimPeer.Kind.OPENDKIM,
              "checks nothing beside a signature that it cannot read",
              RFC6376.section("6.1"),
              Turn::hasUnreadable),
          new Settled(
              DkimPeer.Kind.OPENDKIM,
              "checks nothing for an author without address",
              RFC6376.section("6.1"),
              Turn::hasNoAddress));

  /// Where they sign nothing at all.
  private static final List<Settled> REFUSING =
      List.of(
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "signs no message with a blank before the colon of a field",
              RFC5322.section("4.5"),
              turn -> turn.mail().hasBlankBeforeColon()),
          new Settled(
              DkimPeer.Kind.OPENDKIM,
              "signs nothing beside a signature that it cannot read",
              RFC6376.section("6.1"),
              Turn::hasUnreadable),
          new Settled(
              DkimPeer.Kind.OPENDKIM,
              "signs nothing for an author without address",
              RFC6376.section("5.4"),
              Turn::hasNoAddress));

  @TempDir private Path zones;

  @BeforeEach
  void publish() throws Exception {
    var obstacle = Lab.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var records = new StringBuilder();
    for (var algorithm : List.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256)) {
      var name = Domain.of(selector(algorithm) + "._domainkey." + DOMAIN);
      records.append(KeyRecord.publishing(name, key(algorithm).publicKey()).zoneText());
    }
    Files.writeString(zones.resolve(DOMAIN + ".zone"), records);
  }

  private static String selector(DkimAlgorithm algorithm) {
    return algorithm.keyType();
  }

  private static SigningKey key(DkimAlgorithm algorithm) {
    return SignedMail.key(algorithm.keyType() + ".pem");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheySignWeVerify(DkimPeer.Kind kind) throws Exception {
    var table = new ArrayList<>(EITHER_WAY);
    table.add(LINE_BROKEN_AFTERWARDS);
    var tally = new Tally(kind, table, REFUSING);
    var obstacle = kind.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    try (var theirs = kind.startInLab(zones);
        var ours = DkimPeer.startOursInLab(zones, OurPeer.class)) {
      for (var turn : turns(kind)) {
        var signed = sign(theirs, turn);
        var message = signed.message();
        var verdict = message.isPresent() ? ours.ask("verify", message.get()) : signed;
        tally.count(turn, verdict);
        if (isBrokenAfterwards(kind, turn) && message.isPresent()) {
          var asSigned = ours.ask("verify", unbroken(message.get()));
          assertThat(asSigned.word()).as("%s", turn.mail().name()).isEqualTo("pass");
        }
      }
    }
    tally.settle(kind + " signs, Signet verifies");
  }

  @ParameterizedTest
  @EnumSource
  void whatWeSignTheyVerify(DkimPeer.Kind kind) throws Exception {
    var obstacle = kind.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var table = new ArrayList<>(EITHER_WAY);
    table.addAll(GIVING_UP);
    var tally = new Tally(kind, table, List.of());
    try (var theirs = kind.startInLab(zones)) {
      for (var turn : turns(kind)) {
        var message = signedByUs(turn);
        if (message.isPresent()) {
          tally.count(turn, theirs.ask("verify", message.get()));
        }
      }
    }
    assertThat(tally.messages).isGreaterThan(200);
    tally.settle("Signet signs, " + kind + " verifies");
  }

  /// The message with our signature; empty where it has no author and cannot be signed.
  private static Optional<String> signedByUs(Turn turn) throws IOException {
    var who =
        new Signatory(
            Domain.of(DOMAIN), Domain.of(selector(turn.algorithm())), key(turn.algorithm()));
    var practice = Practice.USUAL.in(turn.headerForm(), turn.bodyForm());
    var signer = new DkimSigner(List.of(who), practice, InstantSource.system());
    var octets = turn.mail().octets().getBytes(ISO_8859_1);
    return switch (signer.sign(Message.of(octets))) {
      case Signing.Signed(var fields, _) ->
          Optional.of(fields.getFirst() + "\r\n" + turn.mail().octets());
      case Signing.Refused _ -> Optional.empty();
    };
  }

  private static boolean isBrokenAfterwards(DkimPeer.Kind kind, Turn turn) {
    return kind == DkimPeer.Kind.OPENDKIM && LINE_BROKEN_AFTERWARDS.applies.test(turn);
  }

  /// The message as OpenDKIM signed it.
  private static String unbroken(String written) {
    return written.replaceFirst("\r\n\tb=", " b=");
  }

  private static DkimPeer.Answer sign(DkimPeer peer, Turn turn) throws IOException {
    return peer.ask(
        "sign",
        turn.mail().octets(),
        DOMAIN,
        selector(turn.algorithm()),
        turn.algorithm().word(),
        turn.forms(),
        turn.oversigns() ? "extra" : "once",
        KeyFile.text(key(turn.algorithm())));
  }

  /// That they and we disagree there for the reason that the table says.
  @Test
  void openDkimSignsAnotherLineThanItWrites() throws Exception {
    var obstacle = DkimPeer.Kind.OPENDKIM.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    try (var theirs = DkimPeer.Kind.OPENDKIM.startInLab(zones);
        var ours = DkimPeer.startOursInLab(zones, OurPeer.class)) {
      for (var turn : turns(DkimPeer.Kind.OPENDKIM)) {
        if (LINE_BROKEN_AFTERWARDS.applies.test(turn)) {
          var written = sign(theirs, turn).message().orElseThrow();
          var signed = unbroken(written);
          assertThat(theirs.ask("verify", written).word()).isEqualTo("fail");
          assertThat(theirs.ask("verify", signed).word()).isEqualTo("pass");
          assertThat(ours.ask("verify", signed).word()).isEqualTo("pass");
          return;
        }
      }
    }
  }

  /// That they give up there for the reason that the table says: without it they do their work.
  @Test
  void openDkimChecksAndSignsWhatIsMended() throws Exception {
    var obstacle = DkimPeer.Kind.OPENDKIM.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    try (var theirs = DkimPeer.Kind.OPENDKIM.startInLab(zones)) {
      for (var turn : turns(DkimPeer.Kind.OPENDKIM)) {
        if (turn.hasUnreadable() || turn.hasNoAddress()) {
          var mended = turn.mended();
          var name = turn.mail().name();
          var original = signedByUs(turn);
          if (original.isPresent()) {
            assertThat(theirs.ask("verify", original.get()).word()).as(name).isEqualTo("fail");
          }
          assertThat(sign(theirs, mended).word()).as(name).isEqualTo("signed");
          var signed = signedByUs(mended).orElseThrow();
          assertThat(theirs.ask("verify", signed).word()).as(name).isEqualTo("pass");
        }
      }
    }
  }

  /// Every message, the canonical forms, types of keys and fields in turn, so that each meets each
  /// shape of a message.
  private static List<Turn> turns(DkimPeer.Kind kind) throws IOException {
    var mails = new ArrayList<>(MixedMail.made(MADE));
    mails.addAll(MixedMail.ofSuites());
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < mails.size(); i++) {
      int turn = i + i / 14;
      var isRsa = turn / 4 % 2 == 0 || !kind.knowsEd25519();
      turns.add(
          new Turn(
              mails.get(i),
              turn % 2 == 0 ? Canonicalization.RELAXED : Canonicalization.SIMPLE,
              turn / 2 % 2 == 0 ? Canonicalization.RELAXED : Canonicalization.SIMPLE,
              isRsa ? DkimAlgorithm.RSA_SHA256 : DkimAlgorithm.ED25519_SHA256,
              i % 3 == 0));
    }
    return turns;
  }

  /// What the messages between us and one peer came to.
  private static final class Tally {
    private final List<Settled> table;
    private final List<Settled> refusing;
    private final TreeMap<String, Integer> settled = new TreeMap<>();
    private final List<String> open = new ArrayList<>();
    private int messages = 0;

    Tally(DkimPeer.Kind kind, List<Settled> table, List<Settled> refusing) {
      this.table = table.stream().filter(row -> row.peer == kind).toList();
      this.refusing = refusing.stream().filter(row -> row.peer == kind).toList();
    }

    void count(Turn turn, DkimPeer.Answer answer) {
      messages++;
      if (!answer.word().equals("pass")) {
        (answer.word().equals("refused") ? refusing : table)
            .stream()
                .filter(row -> row.applies.test(turn))
                .findFirst()
                .ifPresentOrElse(
                    row -> settled.merge(row.name, 1, Integer::sum),
                    () -> open.add(turn.mail().name() + " " + turn.forms() + " " + answer));
      }
    }

    void settle(String title) throws IOException {
      var exceptions = new ArrayList<Conformance.Settled>();
      for (var row : Stream.concat(table.stream(), refusing.stream()).toList()) {
        int cases = settled.getOrDefault(row.name, 0);
        exceptions.add(new Conformance.Settled(row.name, cases, "by " + row.clause));
      }
      assertThat(open).as("disagreements that no row settles").isEmpty();
      if (Suites.folder("corpus-spamassassin").isPresent()) {
        assertThat(exceptions).as("no row to spare").noneMatch(each -> each.cases() == 0);
        Conformance.note("peers: " + title, messages, exceptions);
      }
    }
  }
}
