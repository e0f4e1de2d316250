package org.signet.keyring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Domain;

/// What the servers of a customer show of its aliases.
///
/// @param missing those that not every server shows
/// @param isOther whether a server shows something else in their place, which caches may then hold
/// @param longestTtl the longest that any of what was seen may be kept by a cache
record AliasSighting(List<KeyState.Alias> missing, boolean isOther, Duration longestTtl) {
  /// Of no alias at all.
  static final AliasSighting NOTHING = new AliasSighting(List.of(), false, Duration.ZERO);

  AliasSighting {
    missing = List.copyOf(missing);
  }

  /// @param answers of each server, at all its addresses
  static AliasSighting of(KeyState.Alias alias, Map<Domain, List<Answer<Rdata.Cname>>> answers) {
    var views = new ArrayList<Sighting.View>();
    var longest = Duration.ZERO;
    for (var server : answers.values()) {
      var view = Sighting.View.SILENT;
      for (var answer : server) {
        view = view.and(view(answer, alias.target()));
        longest = longer(longest, ttl(answer));
      }
      views.add(view);
    }
    var isThere = !views.isEmpty() && views.stream().allMatch(Sighting.View.SHOWS::equals);
    return new AliasSighting(
        isThere ? List.of() : List.of(alias), views.contains(Sighting.View.DIFFERS), longest);
  }

  AliasSighting and(AliasSighting other) {
    var all = new ArrayList<>(missing);
    all.addAll(other.missing);
    return new AliasSighting(all, isOther || other.isOther, longer(longestTtl, other.longestTtl));
  }

  private static Sighting.View view(Answer<Rdata.Cname> answer, Domain target) {
    if (answer instanceof Answer.Failed<Rdata.Cname>) {
      return Sighting.View.SILENT;
    }
    return answer.records().equals(List.of(new Rdata.Cname(target)))
        ? Sighting.View.SHOWS
        : Sighting.View.DIFFERS;
  }

  private static Duration ttl(Answer<Rdata.Cname> answer) {
    return switch (answer) {
      case Answer.Found<Rdata.Cname> found -> found.source().ttl();
      case Answer.NoData<Rdata.Cname> none -> none.source().ttl();
      case Answer.NoSuchName<Rdata.Cname> none -> none.source().ttl();
      case Answer.Failed<Rdata.Cname> _ -> Duration.ZERO;
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
