package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.signet.dkim.KeyProblem;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;
import org.signet.keyring.SigningKeys.Keys;
import org.signet.keyring.SigningKeys.Signer;
import org.signet.message.Address;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.ReversePath;

class OutgoingTest {
  private static final SigningKey KEY = SigningKey.ofSeed("a seed of exactly thirty-two oct");
  private static final Domain COM = Domain.of("example.com");
  private static final Domain NET = Domain.of("example.net");

  private static final SigningRules RULES =
      new SigningRules(
          List.of(
              new SigningRules.Entry(Optional.of("news"), COM, List.of(NET)),
              new SigningRules.Entry(Optional.of("news"), NET, List.of(COM, NET)),
              new SigningRules.Entry(Optional.empty(), Domain.of("quiet.example"), List.of())),
          false);

  private static Keys keys(Domain domain) {
    if (domain.equals(COM) || domain.equals(NET)) {
      return new Keys.Ready(List.of(new Signer(Domain.of("s1"), KEY)));
    }
    return domain.equals(Domain.of("locked.example"))
        ? new Keys.Locked(Path.of("locked.pem"), new KeyProblem.NotFound())
        : new Keys.None();
  }

  private static Ownership owners(String login, Address address) {
    var owned =
        switch (login) {
          case "bob" -> address.toString().equalsIgnoreCase("bob@example.com");
          case "al" -> address.domain().equals(Optional.of(COM));
          default -> login.equals("root");
        };
    if (login.equals("temp")) {
      return new Ownership.Unknown(new Ownership.Why.TimedOut(Duration.ofSeconds(5)));
    }
    return owned ? new Ownership.Owns() : new Ownership.DoesNotOwn();
  }

  @TestFactory
  Stream<DynamicTest> whoSigns() {
    return CaseFile.read("outbound.cases").cases().stream()
        .map(
            one ->
                dynamicTest(
                    one.line() + ": " + one.question(),
                    () -> assertThat(words(outbound(one.question()))).isEqualTo(one.answer())));
  }

  static Outbound outbound(String question) {
    var parts = List.of(question.split(" *\\| *", -1));
    var facts = new HashMap<String, String>();
    for (var fact : parts.getFirst().split(", *", -1)) {
      int blank = fact.indexOf(' ');
      facts.put(
          blank < 0 ? fact : fact.substring(0, blank), blank < 0 ? "" : fact.substring(blank + 1));
    }
    var header = new Header(parts.stream().skip(1).map(Field::of).toList());
    var rules = new SigningRules(RULES.table(), facts.containsKey("refuse"));
    var owners = facts.containsKey("unkept") ? Owners.notKept() : (Owners) OutgoingTest::owners;
    var sender = facts.getOrDefault("as", "bob@example.com");
    return new Outgoing(rules, owners, OutgoingTest::keys)
        .choose(direction(facts), ReversePath.parse("<" + sender + ">"), header);
  }

  private static Direction direction(Map<String, String> facts) {
    var by = new Direction.Rule.Otherwise();
    if (facts.containsKey("local")) {
      return new Direction.Local(by);
    }
    if (facts.containsKey("inbound")) {
      return new Direction.Inbound(by);
    }
    if (facts.containsKey("relayed")) {
      return new Direction.Relay(Optional.empty(), by);
    }
    return facts.containsKey("reinjected")
        ? new Direction.Reinjected(by)
        : new Direction.Submission(Optional.ofNullable(facts.get("login")), by);
  }

  private static String words(Outbound outbound) {
    return LogWords.of(outbound)
        + switch (outbound) {
          case Outbound.Sign(var signatories) ->
              " "
                  + signatories.stream()
                      .map(one -> one.domain().text())
                      .collect(Collectors.joining(" "));
          case Outbound.DoNotSign(var why) -> ", " + LogWords.of(why);
          case Outbound.Refuse refusal -> {
            var reply = OutboundExplainer.reply(refusal);
            assertThat(reply.text()).matches("[ -~]{1," + Reply.MOST_TEXT + "}");
            yield " "
                + reply.code().reply()
                + " "
                + reply.code().status()
                + ", "
                + LogWords.of(refusal.why());
          }
        };
  }
}
