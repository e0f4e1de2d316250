package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.foundation.spec.Spec.RFC5322;
import static org.signet.foundation.spec.Spec.RFC6376;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.TagList;
import org.signet.testing.DkimPeer;

/// The same checks by dkimpy and by Mail::DKIM, written by others: of signed messages, with one
/// octet of the message or of the key's record changed. Where they and we disagree, a clause
/// settles it.
class PeersTest {
  private static final boolean THOROUGH = Boolean.getBoolean("signet.thorough");
  private static final int CHANGES = THOROUGH ? 12_000 : 300;

  /// One in so many questions for a key fails.
  private static final int FAILING = 50;

  /// Octets that mean something somewhere in a message or a record.
  private static final String TELLING = " \t\r\n;:=,.@/+*\\\"_-\u0000\u00e4 \t;=0aZ";

  private static final Pattern BARE = Pattern.compile("(?<!\\r)\\n|\\r(?!\\n)");

  /// A signature that ends with blanks.
  private static final Pattern OWN_END = Pattern.compile("^(?:[^\r]|\r\n[ \t])*[ \t]\r\n");

  private static final Pattern NO_LENGTH = Pattern.compile("[ ;]l=0+[; ]");

  /// What is checked.
  ///
  /// @param record empty where the name server fails
  /// @param what the change, for a person
  private record Case(String message, Optional<String> record, String what) {
    List<DkimResult> ours() {
      return Messages.verify(Messages.verifier(new OneKey(record)), message);
    }
  }

  private record Disagreement(Case what, List<DkimResult> ours, DkimPeer.Answer theirs) {
    boolean wePass() {
      return word(ours).equals("pass");
    }

    boolean ours(Class<? extends DkimOutcome> type) {
      return ours.stream().anyMatch(result -> type.isInstance(result.outcome()));
    }

    boolean theyFailToAsk() {
      return theirs.word().equals("temperror") && ours(DkimOutcome.PermError.Malformed.class);
    }

    boolean theyPass() {
      return theirs.word().equals("pass");
    }

    boolean weExpected(String expected) {
      return ours.stream()
          .anyMatch(
              result ->
                  result.outcome() instanceof DkimOutcome.PermError.Malformed(var problem)
                      && problem.expected().equals(expected));
    }

    boolean isUnpadded() {
      var tags = TagList.parse(what.record.orElseThrow()).orThrow();
      return Ascii.withoutFolding(tags.value("p").orElseThrow()).length() % 4 != 0;
    }

    boolean weRefuseTheRecord() {
      return theyPass() && ours(DkimOutcome.PermError.KeyUnusable.class);
    }

    boolean holds(Pattern pattern) {
      return pattern.matcher(what.message).find();
    }

    @Override
    public String toString() {
      var outcomes = ours.stream().map(DkimResult::outcome).toList();
      return what.what
          + "\n    ours "
          + Ascii.printable(outcomes.toString(), 2_000)
          + ", theirs "
          + theirs;
    }
  }

  /// @param name what the peer does otherwise
  private record Settled(
      DkimPeer.Kind peer, String name, Clause clause, Predicate<Disagreement> applies) {}

  private static final List<Settled> TABLE =
      List.of(
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "takes a bare LF for the end of a line, and a bare CR for a blank",
              RFC5322.section("2.3"),
              it -> it.holds(BARE)),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "refuses the whole message for a line that is no field",
              RFC6376.section("5.4.2"),
              it -> it.theirs.text().contains("Unexpected characters in RFC822")),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "passes over octets of p= that are not of Base64, and names that are none",
              RFC6376.section("3.6.1"),
              Disagreement::weRefuseTheRecord),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "allows every hash where h= of the key names none that it knows",
              RFC6376.section("3.6.1"),
              it -> it.theyPass() && it.ours(DkimOutcome.PermError.NotPermittedByKey.class)),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "takes blanks off the end of its own field in simple form",
              RFC6376.section("3.4.1"),
              it -> it.wePass() && it.holds(OWN_END)),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "asks for the key of a signature that is malformed",
              RFC6376.section("6.1.1"),
              Disagreement::theyFailToAsk),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "wants the padding of p= and bh=",
              RFC6376.section("2.10"),
              it ->
                  (it.wePass() && it.isUnpadded())
                      || it.theirs.text().contains("bh= value is not valid base64")),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "takes a vertical tab for a blank",
              RFC6376.section("3.2"),
              it -> it.theyPass() && it.weExpected("a visible character")),
          new Settled(
              DkimPeer.Kind.DKIMPY,
              "keeps blanks at the end of a last line without CRLF in relaxed form",
              RFC6376.section("3.4.4"),
              it -> it.wePass() && !it.what.message.endsWith("\r\n")),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "asks for the key of a signature that is malformed",
              RFC6376.section("6.1.1"),
              Disagreement::theyFailToAsk),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "passes over octets of b= and bh= that are not of Base64, and wrong padding",
              RFC6376.section("3.5"),
              it -> it.theyPass() && it.weExpected("Base64")),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "takes control characters in tags",
              RFC6376.section("3.2"),
              it -> it.theyPass() && it.weExpected("a visible character")),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "takes l=0 for no l=",
              RFC6376.section("3.5"),
              it -> it.wePass() && it.holds(NO_LENGTH)),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "takes a bare CR or LF for a blank in relaxed form",
              RFC6376.section("3.4.2"),
              it -> it.theyPass() && it.holds(BARE)),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "takes an empty s= of the key for none",
              RFC6376.section("3.6.1"),
              it -> it.theyPass() && it.ours(DkimOutcome.PermError.NotPermittedByKey.class)),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "adds no CRLF to a last line without one",
              RFC6376.section("3.4.3"),
              it -> it.wePass() && !it.what.message.endsWith("\r\n")),
          new Settled(
              DkimPeer.Kind.MAIL_DKIM,
              "passes over octets of p= that are not of Base64, and names that are none",
              RFC6376.section("3.6.1"),
              Disagreement::weRefuseTheRecord));

  @ParameterizedTest
  @EnumSource(names = {"DKIMPY", "MAIL_DKIM"})
  void agreesOnChangedMessages(DkimPeer.Kind kind, TestReporter reporter) throws Exception {
    var obstacle = kind.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    var mails = SignedMail.all().stream().filter(mail -> isKnown(kind, mail)).toList();
    var settled = new TreeMap<String, Integer>();
    var open = new ArrayList<Disagreement>();
    var passed = 0;
    var random = new SplittableRandom(6376);
    var common = new ArrayList<SignedMail>();
    try (var peer = kind.start(Messages.NOW)) {
      for (int i = 0; i < mails.size() + CHANGES; i++) {
        var mail = i < mails.size() ? mails.get(i) : common.get(random.nextInt(common.size()));
        var each = i < mails.size() ? unchanged(mail) : changed(mail, random);
        peer.check(each.message, SignedMail.KEY_NAME, each.record);
        var ours = each.ours();
        var theirs = peer.answer();
        if (i < mails.size()) {
          assertThat(word(ours)).as("%s, theirs %s", each.what, theirs).isEqualTo("pass");
          if (theirs.word().equals("pass")) {
            common.add(mail);
          }
        }
        passed += word(ours).equals("pass") ? 1 : 0;
        if (!word(ours).equals(theirs.word())) {
          var disagreement = new Disagreement(each, ours, theirs);
          row(kind, disagreement)
              .ifPresentOrElse(
                  row -> settled.merge(row.name + " (" + row.clause + ")", 1, Integer::sum),
                  () -> open.add(disagreement));
        }
      }
    }
    settled.forEach((name, count) -> reporter.publishEntry(kind + " " + name, count.toString()));
    reporter.publishEntry("messages compared", Integer.toString(mails.size() + CHANGES));
    reporter.publishEntry("of them passed by us", Integer.toString(passed));
    assertThat(open).as("disagreements that no row settles").isEmpty();
    if (THOROUGH) {
      assertThat(settled).as("no row to spare").hasSize(rows(kind).size());
    }
  }

  private static boolean isKnown(DkimPeer.Kind kind, SignedMail mail) {
    return mail.algorithm() == DkimAlgorithm.RSA_SHA256 || kind.knowsEd25519();
  }

  private static List<Settled> rows(DkimPeer.Kind kind) {
    return TABLE.stream().filter(row -> row.peer == kind).toList();
  }

  private static Optional<Settled> row(DkimPeer.Kind kind, Disagreement disagreement) {
    return rows(kind).stream().filter(row -> row.applies.test(disagreement)).findFirst();
  }

  /// What a message comes to in the words of the peers.
  private static String word(List<DkimResult> results) {
    var words = results.stream().map(result -> result.outcome().word()).toList();
    return words.contains("pass") ? "pass" : words.contains("temperror") ? "temperror" : "fail";
  }

  private static Case unchanged(SignedMail mail) {
    return new Case(
        mail.message(), Optional.of(mail.record()), "unchanged " + show(mail.message()));
  }

  /// A message with one octet changed: of its record, of its signature, or anywhere.
  private static Case changed(SignedMail mail, RandomGenerator random) {
    var message = mail.message();
    var record = Optional.of(mail.record());
    if (random.nextInt(FAILING) == 0) {
      record = Optional.empty();
    }
    int part = random.nextInt(4);
    int end = part == 1 ? message.indexOf("\r\n", message.indexOf("b=")) : message.length();
    var change = Change.of(part == 0 ? mail.record() : message, end, random);
    return part == 0
        ? new Case(message, record.map(change::in), "record " + change.shown(mail.record()))
        : new Case(change.in(message), record, "message " + change.shown(message));
  }

  private static String show(String text) {
    return Ascii.printable(text, 700);
  }

  /// Some octets of a text replaced: one by one, one by none, or none by one.
  private record Change(int from, int to, String octets) {
    static Change of(String text, int end, RandomGenerator random) {
      int at = random.nextInt(Math.min(end, text.length()));
      var octet =
          switch (random.nextInt(8)) {
            case 0 -> (char) random.nextInt(256);
            case 1, 2, 3 -> (char) random.nextInt(' ', 0x7f);
            default -> TELLING.charAt(random.nextInt(TELLING.length()));
          };
      return switch (random.nextInt(3)) {
        case 0 -> new Change(at, at + 1, "");
        case 1 -> new Change(at, at, String.valueOf(octet));
        default -> new Change(at, at + 1, String.valueOf(octet));
      };
    }

    String in(String text) {
      return text.substring(0, from) + octets + text.substring(to);
    }

    String shown(String text) {
      var before = text.substring(Math.max(0, from - 40), from);
      var after = text.substring(to, Math.min(text.length(), to + 40));
      return show(before + "[" + text.substring(from, to) + "->" + octets + "]" + after);
    }
  }

  /// A DNS with one record, or one that fails.
  private record OneKey(Optional<String> record) implements Resolver {
    private static final Domain NAME = Domain.parse(SignedMail.KEY_NAME).orThrow();
    private static final Answer.Source SOURCE =
        Answer.Source.direct(Security.INSECURE, Duration.ofHours(1));

    @Override
    public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
      if (!name.equals(NAME)) {
        return new Answer.NoSuchName<>(name, SOURCE);
      }
      if (record.isEmpty()) {
        return new Answer.Failed<>(Answer.Cause.SERVFAIL, "the server failed");
      }
      var data = type.data().cast(new Rdata.Txt(List.of(record.get())));
      return new Answer.Found<>(name, List.of(data), SOURCE);
    }
  }
}
