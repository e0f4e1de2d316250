package org.signet.dmarc;

import static org.signet.foundation.spec.Spec.RFC6376;
import static org.signet.foundation.spec.Spec.RFC9989;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.dmarc.DmarcRecord.FailureOption;
import org.signet.dmarc.DmarcRecord.Mode;
import org.signet.dmarc.DmarcRecord.Psd;
import org.signet.dmarc.DmarcRecord.Tag;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Parsed;
import org.signet.foundation.text.Problem;

/// Reads the tags of one record (RFC 9989 §4.8).
///
/// Not a [org.signet.foundation.text.TagList]: tag names are ABNF strings here and so match in
/// either case, and a pair that breaks the grammar is set aside instead of spoiling the list.
final class RecordReader {
  private static final Clause GRAMMAR = RFC9989.section("4.8");
  private static final Clause TAGS = RFC9989.section("4.7");
  private static final Clause DISCOVERY = RFC9989.section("4.10.1");
  private static final Clause ONCE = RFC6376.section("3.2");

  /// §4.7; `v` was read before.
  private static final Set<String> KNOWN =
      Set.of("v", "p", "sp", "np", "adkim", "aspf", "psd", "t", "fo", "rua", "ruf");

  /// The value of a known tag and where it begins in the text.
  private record Placed(String value, int at) {}

  private final String text;
  private final Map<String, Placed> known = new HashMap<>();
  private final List<Tag> unknown = new ArrayList<>();
  private final List<Problem> flaws = new ArrayList<>();
  private Optional<Problem> assumed = Optional.empty();

  RecordReader(String text) {
    this.text = text;
  }

  Parsed<DmarcRecord> read() {
    var in = new Cursor(text);
    for (int n = 0; !in.atEnd(); n++) {
      if (n == DmarcRecord.MOST_TAGS) {
        flaws.add(new Problem(text, in.at(), "at most " + n + " tags", GRAMMAR));
        break;
      }
      in.skipWhile(Ascii::isBlank);
      int at = in.at();
      if (in.atEnd() || in.take(';')) {
        continue;
      }
      var name = Ascii.toLower(in.takeWhile(Ascii::isLetter));
      in.skipWhile(Ascii::isBlank);
      var isPair = !name.isEmpty() && in.take('=');
      in.skipWhile(Ascii::isBlank);
      int valueAt = in.at();
      in.skipWhile(c -> c != ';');
      var value = trimmed(in.since(valueAt));
      in.take(';');
      if (!isPair) {
        flaws.add(new Problem(text, at, "a tag name and '='", GRAMMAR));
      } else if (!KNOWN.contains(name)) {
        unknown.add(new Tag(name, value));
      } else if (known.put(name, new Placed(value, valueAt)) != null) {
        return Parsed.malformed(text, at, "each tag once (" + name + "= is repeated)", ONCE);
      }
    }
    return Parsed.ok(record());
  }

  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && Ascii.isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && Ascii.isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private DmarcRecord record() {
    var p = policy("p");
    var sp = policy("sp");
    var np = policy("np");
    if (assumed.isPresent()) {
      p = Optional.of(Policy.NONE);
      sp = Optional.empty();
      np = Optional.empty();
    } else if (p.isEmpty()) {
      // §4.7: as if p=none were there; the other policies stand.
      assumed = Optional.of(new Problem(text, text.length(), "the tag p=", DISCOVERY));
    }
    return new DmarcRecord(
        text,
        p.orElse(Policy.NONE),
        sp,
        np,
        choice("adkim", Map.of("r", Mode.RELAXED, "s", Mode.STRICT), Mode.RELAXED),
        choice("aspf", Map.of("r", Mode.RELAXED, "s", Mode.STRICT), Mode.RELAXED),
        choice("psd", Map.of("y", Psd.YES, "n", Psd.NO, "u", Psd.UNSAID), Psd.UNSAID),
        choice("t", Map.of("y", true, "n", false), false),
        failureOptions(),
        uris("rua"),
        uris("ruf"),
        unknown,
        flaws,
        assumed);
  }

  /// A published policy. One that is none spoils all three: §4.10.1 has the receiver act as if the
  /// record said `p=none` and no more.
  private Optional<Policy> policy(String tag) {
    var placed = known.get(tag);
    if (placed == null) {
      return Optional.empty();
    }
    var policy = Policy.of(placed.value);
    if (policy.isEmpty()) {
      var problem = new Problem(text, placed.at, "none, quarantine or reject", DISCOVERY);
      flaws.add(problem);
      assumed = assumed.or(() -> Optional.of(problem));
    }
    return policy;
  }

  private <T> T choice(String tag, Map<String, T> values, T otherwise) {
    var placed = known.get(tag);
    if (placed == null) {
      return otherwise;
    }
    var value = values.get(Ascii.toLower(placed.value));
    if (value == null) {
      var wanted = String.join(" or ", values.keySet().stream().sorted().toList());
      flaws.add(new Problem(text, placed.at, wanted, TAGS));
      return otherwise;
    }
    return value;
  }

  /// `0` and `1` exclude each other and nothing occurs twice; the default is `0`.
  private Set<FailureOption> failureOptions() {
    var placed = known.get("fo");
    if (placed == null) {
      return Set.of(FailureOption.NONE_PASSED);
    }
    var options = EnumSet.noneOf(FailureOption.class);
    for (var word : placed.value.split(":", DmarcRecord.MOST_TAGS)) {
      var option = failureOption(trimmed(word));
      if (option.isEmpty() || !options.add(option.get())) {
        return noFailureOptions(placed);
      }
    }
    var contradicts =
        options.containsAll(EnumSet.of(FailureOption.NONE_PASSED, FailureOption.ANY_FAILED));
    return contradicts ? noFailureOptions(placed) : options;
  }

  private Set<FailureOption> noFailureOptions(Placed placed) {
    flaws.add(new Problem(text, placed.at, "0 or 1, d, s, between colons, each once", TAGS));
    return Set.of(FailureOption.NONE_PASSED);
  }

  private static Optional<FailureOption> failureOption(String word) {
    return switch (word) {
      case "0" -> Optional.of(FailureOption.NONE_PASSED);
      case "1" -> Optional.of(FailureOption.ANY_FAILED);
      case "d", "D" -> Optional.of(FailureOption.DKIM_FAILED);
      case "s", "S" -> Optional.of(FailureOption.SPF_FAILED);
      default -> Optional.empty();
    };
  }

  private List<ReportUri> uris(String tag) {
    var placed = known.get(tag);
    if (placed == null) {
      return List.of();
    }
    var uris = new ArrayList<ReportUri>();
    var in = new Cursor(placed.value);
    for (int n = 0; true; n++) {
      in.skipWhile(Ascii::isBlank);
      int at = in.at();
      if (n == DmarcRecord.MOST_URIS) {
        flaws.add(new Problem(text, placed.at + at, "at most " + n + " addresses", GRAMMAR));
        return uris;
      }
      var entry = trimmed(in.takeWhile(c -> c != ','));
      switch (ReportUri.parse(entry)) {
        case Parsed.Ok<ReportUri>(var uri) -> uris.add(uri);
        case Parsed.Malformed<ReportUri>(var problem) ->
            flaws.add(
                new Problem(
                    text, placed.at + at + problem.at(), problem.expected(), problem.clause()));
      }
      if (!in.take(',')) {
        return uris;
      }
    }
  }
}
