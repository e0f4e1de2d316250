package org.signet.spf;

import static org.signet.foundation.spec.Spec.RFC7208;

import org.signet.dns.Answer;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.spf.SpfOutcome.PermError.IncludeWithoutRecord;
import org.signet.spf.SpfOutcome.PermError.RedirectWithoutRecord;
import org.signet.spf.SpfOutcome.PermError.SeveralRecords;
import org.signet.spf.SpfOutcome.PermError.Syntax;
import org.signet.spf.SpfOutcome.PermError.TooManyExchanges;
import org.signet.spf.SpfOutcome.PermError.TooManyLookups;
import org.signet.spf.SpfOutcome.PermError.TooManyVoidLookups;
import org.signet.spf.SpfOutcome.TempError.OutOfTime;
import org.signet.spf.SpfOutcome.TempError.Unanswered;
import org.signet.spf.SpfOutcome.Unfinished;

/// Why a check did not come to an end, as the rest of a sentence.
final class ErrorWords {
  /// Chars of a record or a name that are shown.
  private static final int SHOWN_CHARS = 200;

  private ErrorWords() {}

  static String of(Unfinished unfinished) {
    return switch (unfinished) {
      case Unanswered(var name, var type, var failed) ->
          "the DNS did not say which " + type + " records " + name + " has (" + words(failed) + ')';
      case OutOfTime(var allowed) ->
          "the check took longer than " + allowed.toSeconds() + " seconds";
      case Syntax(var domain, var problem) ->
          "the record of " + domain + " breaks the rules: " + problem.words();
      case SeveralRecords(var domain, int count) ->
          domain + " publishes " + count + " SPF records where only one is allowed";
      case IncludeWithoutRecord(var by, var target) -> by.text() + " leads to " + without(target);
      case RedirectWithoutRecord(var by, var target) -> by.text() + " leads to " + without(target);
      case TooManyLookups(int allowed) ->
          "the records need more than " + allowed + " terms that ask the DNS";
      case TooManyVoidLookups(int allowed) ->
          "more than " + allowed + " terms ask the DNS for something that does not exist";
      case TooManyExchanges(var domain, int count, int allowed) ->
          domain + " has " + count + " mail hosts where at most " + allowed + " may be looked up";
    };
  }

  private static String words(Answer.Failed<?> failed) {
    return Ascii.printable(failed.cause().words(), SHOWN_CHARS);
  }

  private static String without(Target target) {
    return switch (target) {
      case Target.Name(var domain) -> domain + ", which has no SPF record";
      case Target.NoName _, Target.NonAsciiSender _ -> of(target);
    };
  }

  /// A target, as the object of a sentence.
  static String of(Target target) {
    return switch (target) {
      case Target.Name(var domain) -> domain.text();
      case Target.NoName(var text) ->
          '"' + Ascii.printable(text, SHOWN_CHARS) + "\", which can be no name";
      case Target.NonAsciiSender _ ->
          "a name made of the sender's local-part, which is not ASCII and can be part of no name";
    };
  }

  static Clause clause(Unfinished unfinished) {
    return switch (unfinished) {
      case Unanswered _ -> RFC7208.section("2.6.6");
      case Syntax(_, var problem) -> problem.clause();
      case SeveralRecords _ -> RFC7208.section("4.5");
      case IncludeWithoutRecord _ -> RFC7208.section("5.2");
      case RedirectWithoutRecord _ -> RFC7208.section("6.1");
      case OutOfTime _, TooManyLookups _, TooManyVoidLookups _, TooManyExchanges _ ->
          RFC7208.section("4.6.4");
    };
  }
}
