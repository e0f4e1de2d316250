package org.signet.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.signet.foundation.text.Ascii;
import org.signet.message.AuthenticationResults;
import org.signet.message.Header;

/// A field to delete, as the milter protocol names one.
///
/// @param name as it came
/// @param index among the fields of this name, ASCII letters in either case, counted from 1 at
///     the top
public record Deletion(String name, int index) {
  /// What only a receiver writes: for BIMI its draft's "Receiver Actions", for [Stamps] us.
  private static final List<String> RECEIVERS =
      List.of("BIMI-Location", "BIMI-Indicator", QuarantineWay.FIELD, Stamps.MARK_FIELD);

  /// The fields of a message that claim to be ours, from the lowest up: deleting one moves no other
  /// that is still to be deleted (RFC 8601 §5). Results of other servers stay; nobody believes them
  /// here. A name with octets that none holds cannot be told to a mail server: such a field stays,
  /// and is ambiguous content.
  ///
  /// @param direction where the message was here before, what claims to be ours is
  /// @param authservIds under which our results are written
  public static List<Deletion> of(Direction direction, Header header, List<String> authservIds) {
    return switch (direction) {
      case Direction.Reinjected _ -> List.of();
      case Direction.Inbound _, Direction.Relay _, Direction.Submission _, Direction.Local _ ->
          of(header, authservIds);
    };
  }

  static List<Deletion> of(Header header, List<String> authservIds) {
    var claiming = Set.copyOf(AuthenticationResults.claiming(header, authservIds));
    var counts = new HashMap<String, Integer>();
    var found = new ArrayList<Deletion>(0);
    for (int i = 0; i < header.fields().size(); i++) {
      var field = header.fields().get(i);
      int index = counts.merge(Ascii.toLower(field.name()), 1, Integer::sum);
      var isOurs = claiming.contains(i) || RECEIVERS.stream().anyMatch(field::is);
      if (isOurs && field.name().chars().allMatch(Ascii::isVisible)) {
        found.add(new Deletion(field.name(), index));
      }
    }
    return found.reversed();
  }
}
