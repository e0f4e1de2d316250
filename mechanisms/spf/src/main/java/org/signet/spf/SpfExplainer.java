package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import java.util.List;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.spf.SpfOutcome.Fail;
import org.signet.spf.SpfOutcome.Neutral;
import org.signet.spf.SpfOutcome.None;
import org.signet.spf.SpfOutcome.Pass;
import org.signet.spf.SpfOutcome.PermError.Syntax;
import org.signet.spf.SpfOutcome.SoftFail;
import org.signet.spf.SpfOutcome.Unfinished;

/// Says in words what a check came to, and why.
public final class SpfExplainer {
  /// Chars of a client's own words that are shown.
  private static final int SHOWN_CHARS = 100;

  private SpfExplainer() {}

  /// The verdict, resting on the records that were read and the terms that were tried.
  public static Explanation explain(SpfResult result) {
    var outcome = result.outcome();
    var sentence = "SPF " + outcome.word() + ": " + verdict(result) + '.';
    return Explanation.of(mark(outcome), sentence, clause(outcome)).because(because(result));
  }

  /// The run, where it has more to tell than the verdict.
  private static List<Explanation> because(SpfResult result) {
    return result
        .evidence()
        .walk()
        .filter(walk -> walk.record().isPresent() || walk.outcome() instanceof Syntax)
        .map(walk -> List.of(new WalkExplainer(client(result)).explain(walk), cost(result)))
        .orElse(List.of());
  }

  private static Mark mark(SpfOutcome outcome) {
    return switch (outcome) {
      case None _, Neutral _ -> Mark.NOTE;
      case Pass _ -> Mark.GOOD;
      case Fail _, SpfOutcome.PermError _ -> Mark.BAD;
      case SoftFail _ -> Mark.WARN;
      case SpfOutcome.TempError _ -> Mark.UNKNOWN;
    };
  }

  private static Clause clause(SpfOutcome outcome) {
    return switch (outcome) {
      case None _ -> RFC7208.section("2.6.1");
      case Neutral _ -> RFC7208.section("2.6.2");
      case Pass _ -> RFC7208.section("2.6.3");
      case Fail _ -> RFC7208.section("2.6.4");
      case SoftFail _ -> RFC7208.section("2.6.5");
      case Unfinished unfinished -> ErrorWords.clause(unfinished);
    };
  }

  private static String verdict(SpfResult result) {
    var domain = domain(result);
    var client = client(result);
    return switch (result.outcome()) {
      case None(var reason) ->
          "nothing to check for " + role(result) + ", because " + reason(reason, result);
      case Neutral _ -> domain + ", does not say whether " + client + " may send its mail";
      case Pass _ -> domain + ", lets " + client + " send its mail";
      case Fail(_, var explanation) ->
          domain
              + ", does not let "
              + client
              + " send its mail"
              + explanation.map(words -> ", and explains: \"" + words + '"').orElse("");
      case SoftFail _ ->
          domain + ", thinks that " + client + " should not send its mail, but is not sure";
      case Unfinished unfinished -> domain + ", gives no answer: " + ErrorWords.of(unfinished);
    };
  }

  private static String domain(SpfResult result) {
    return result.domain().map(Domain::text).orElse("?") + ", the domain of " + role(result);
  }

  private static String role(SpfResult result) {
    return switch (result.identity()) {
      case HELO -> "the greeting (HELO)";
      case MAIL_FROM -> "the envelope sender";
    };
  }

  private static String client(SpfResult result) {
    return result.client().map(IpAddress::toString).orElse("the sending host");
  }

  private static String reason(NoneReason reason, SpfResult result) {
    var name = result.domain().map(Domain::text).orElseGet(() -> quoted(result.sender()));
    return switch (reason) {
      case NO_CLIENT -> "nobody knows the address of the sending host";
      case NO_IDENTITY ->
          switch (result.identity()) {
            case HELO -> "the sending host gave no name";
            case MAIL_FROM -> "nobody knows the envelope sender";
          };
      case INVALID_PATH -> name + " is no mail address";
      case ADDRESS_LITERAL -> name + " has a number where the name of a domain stands";
      case MALFORMED_DOMAIN -> name + " does not have the form of a mail domain";
      case SINGLE_LABEL -> name + " is a single word and no full domain name";
      case NO_SUCH_DOMAIN -> "the domain " + name + " does not exist";
      case NO_RECORD -> name + " publishes no SPF record";
    };
  }

  /// Text of the client's choice, safe to show.
  private static String quoted(String text) {
    return '"' + Ascii.printable(text, SHOWN_CHARS) + '"';
  }

  private static Explanation cost(SpfResult result) {
    int lookups = result.evidence().lookups();
    int voids = result.evidence().voidLookups();
    var sentence =
        lookups
            + (lookups == 1 ? " lookup" : " lookups")
            + " in the DNS counted"
            + (voids == 0 ? "." : "; " + voids + " found nothing.");
    return Explanation.of(Mark.NOTE, sentence, RFC7208.section("4.6.4"));
  }
}
