package org.signet.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.message.AuthenticationResults;
import org.signet.message.AuthenticationResults.Result;
import org.signet.message.Field;
import org.signet.verifier.Verification;
import org.signet.verifier.VerificationHeader;

/// The fields that are put on top of a message, for people, their filters, and ourselves.
public final class Stamps {
  /// Names why a message is marked, in the words of [LogWords], with blanks between.
  public static final String MARK_FIELD = "X-Signet-Mark";

  private Stamps() {}

  /// For a message that was judged and is delivered, the topmost first.
  public static List<Field> of(String authservId, Verification proof, Handling handling) {
    var fields = new ArrayList<Field>(3);
    switch (handling) {
      case Handling.Deliver _, Handling.Reject _, Handling.Defer _ -> {}
      case Handling.Mark(var why, var cautions) -> fields.add(mark(why, cautions));
      case Handling.Quarantine(var why, var cautions, var way) -> {
        if (way instanceof QuarantineWay.Marked) {
          fields.add(Field.of(QuarantineWay.FIELD + ": yes"));
        }
        fields.add(mark(why, cautions));
      }
    }
    fields.add(VerificationHeader.of(authservId, proof));
    return List.copyOf(fields);
  }

  private static Field mark(Reason why, List<Caution> cautions) {
    var words =
        Stream.concat(
            isGood(why) ? Stream.empty() : Stream.of(LogWords.of(why)),
            cautions.stream().map(LogWords::of));
    return Field.of(MARK_FIELD + ": " + words.distinct().collect(Collectors.joining(" ")));
  }

  /// Whether it is no reason for a mark: then only the cautions are told, for a mark that says
  /// "authenticated" would mislead.
  private static boolean isGood(Reason why) {
    return why instanceof Reason.Authenticated || why instanceof Reason.NothingAsked;
  }

  /// For a message of ours: so that it is known again where a filter gives it back (RFC 8601
  /// §2.7.4). The login is not told, since the message goes out.
  public static Field ours(String authservId, Direction direction) {
    var result = direction instanceof Direction.Submission ? "pass" : "none";
    return new AuthenticationResults(authservId, List.of(Result.of("auth", result))).toField();
  }
}
