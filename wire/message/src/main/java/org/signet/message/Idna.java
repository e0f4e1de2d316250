package org.signet.message;

import static org.signet.foundation.spec.Spec.RFC5890;
import static org.signet.foundation.spec.Spec.UTS46;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Domain names with characters of any script, to and from the A-labels that the DNS holds, by
/// UTS #46: non-transitional (`faß.de` is `xn--fa-hia.de`), with CheckBidi and CheckJoiners. Labels
/// hold letters, digits, inner hyphens and, as the names of mail do, underscores. One final dot is
/// dropped. A label that starts with `xn--` must be one that UTS #46 would write.
///
/// Most names are ASCII and never reach the tables of ICU, which are loaded with the first that
/// does.
public final class Idna {
  private static final Clause PROCESSING = UTS46.section("4");
  private static final Clause LDH = RFC5890.section("2.3.1");

  /// Chars of a name that are looked at: 255 octets of any name fit, and mapping stays cheap.
  private static final int MOST_CHARS = 1_024;

  private static final String ACE_PREFIX = "xn--";

  private Idna() {}

  /// The name in these octets: ASCII, or UTF-8 with one char per octet.
  public static Parsed<Domain> parse(String octets) {
    if (octets.length() <= MOST_CHARS && Utf8.isAscii(octets)) {
      return parseUnicode(octets);
    }
    return switch (Utf8.decode(octets).map(Idna::parseUnicode).orElse(notUtf8(octets))) {
      case Parsed.Ok<Domain> ok -> ok;
      case Parsed.Malformed<Domain>(var problem) ->
          Parsed.malformed(octets, 0, problem.expected(), problem.clause());
    };
  }

  private static Parsed<Domain> notUtf8(String octets) {
    return Parsed.malformed(octets, 0, "a name in ASCII or UTF-8", PROCESSING);
  }

  /// The name in these characters.
  public static Parsed<Domain> parseUnicode(String text) {
    if (text.length() > MOST_CHARS) {
      return Parsed.malformed(text, 0, "a name of at most 255 octets", PROCESSING);
    }
    return needsMapping(text) ? Tables.mapped(text) : plain(text, text);
  }

  private static boolean needsMapping(String text) {
    return !Utf8.isAscii(text) || hasAceLabel(text);
  }

  private static boolean hasAceLabel(String text) {
    int at = 0;
    while (!text.regionMatches(true, at, ACE_PREFIX, 0, ACE_PREFIX.length())) {
      at = text.indexOf('.', at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }

  /// The name in ASCII that `text` stands for.
  private static Parsed<Domain> plain(String ascii, String text) {
    for (int i = 0; i < ascii.length(); i++) {
      var c = ascii.charAt(i);
      if (!Ascii.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
        var at = ascii.equals(text) ? i : 0;
        return Parsed.malformed(text, at, "a letter, a digit or a hyphen", LDH);
      }
    }
    return switch (Domain.parse(ascii)) {
      case Parsed.Ok<Domain>(var domain) when !domain.isMailName() ->
          Parsed.malformed(text, 0, "hyphens only inside of labels", LDH);
      case Parsed.Ok<Domain> ok -> ok;
      case Parsed.Malformed<Domain>(var problem) ->
          Parsed.malformed(text, 0, problem.expected(), problem.clause());
    };
  }

  /// The name with its A-labels decoded, in characters, for people to read. A label that UTS #46
  /// would not write stays as it is: it may hold characters that nobody sees.
  public static String toUnicode(Domain name) {
    if (!hasAceLabel(name.text())) {
      return name.text();
    }
    return name.labels().stream().map(Tables::toUnicode).collect(Collectors.joining("."));
  }

  private static Optional<String> decoded(String label) {
    return label.startsWith(ACE_PREFIX)
        ? Punycode.decode(label.substring(ACE_PREFIX.length()))
        : Optional.empty();
  }

  /// Whether a person could take the name, decoded, for another: a label mixes scripts that no
  /// language mixes, or every character of it looks like one of ASCII (UTS #39 §4, §5.2). Something
  /// to show; never a reason to judge.
  public static boolean isConfusable(Domain name) {
    return hasAceLabel(name.text())
        && name.labels().stream().flatMap(label -> decoded(label).stream()).anyMatch(Tables::fools);
  }

  /// What is left of a text once everything that looks the same is the same: two texts that a
  /// person could take for each other have one skeleton (UTS #39 §4). Cases differ.
  public static String skeleton(String text) {
    return Tables.skeleton(text);
  }

  /// All that touches ICU.
  private static final class Tables {
    private static final IDNA UTS_46 =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);

    private static final class Looks {
      private static final SpoofChecker CHECKER =
          new SpoofChecker.Builder()
              .setChecks(SpoofChecker.RESTRICTION_LEVEL)
              .setRestrictionLevel(SpoofChecker.RestrictionLevel.MODERATELY_RESTRICTIVE)
              .build();
    }

    static Parsed<Domain> mapped(String text) {
      var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      var faults = EnumSet.noneOf(IDNA.Error.class);
      var ascii = toAscii(name, faults);
      if (faults.equals(EnumSet.of(IDNA.Error.INVALID_ACE_LABEL)) && onlyMappable(name)) {
        return plain(name, text);
      }
      if (!faults.isEmpty()) {
        return Parsed.malformed(text, 0, expected(faults.iterator().next()), PROCESSING);
      }
      return plain(ascii, text);
    }

    private static String toAscii(String name, Set<IDNA.Error> faults) {
      var info = new IDNA.Info();
      var ascii = UTS_46.nameToASCII(name, new StringBuilder(), info).toString();
      faults.addAll(faults(info));
      return ascii;
    }

    /// Two hyphens in the third and fourth place say nothing in other labels than A-labels, and
    /// host names do have them.
    private static Set<IDNA.Error> faults(IDNA.Info info) {
      var faults = EnumSet.noneOf(IDNA.Error.class);
      faults.addAll(info.getErrors());
      faults.remove(IDNA.Error.HYPHEN_3_4);
      return faults;
    }

    static String toUnicode(String label) {
      var info = new IDNA.Info();
      var characters = UTS_46.labelToUnicode(label, new StringBuilder(), info).toString();
      return faults(info).isEmpty() ? characters : label;
    }

    /// Whether all that is wrong with a name in ASCII is that an A-label holds characters that
    /// mapping would have replaced. No conforming program writes such a label, but the DNS can hold
    /// it, and then it is a name of its own: a lookalike, not a fault.
    private static boolean onlyMappable(String name) {
      if (!Utf8.isAscii(name)) {
        return false;
      }
      for (var label : Ascii.toLower(name).split("\\.", -1)) {
        var decoded = decoded(label);
        if (label.startsWith(ACE_PREFIX)
            && (decoded.isEmpty() || Utf8.isAscii(decoded.get()) || hasFault(decoded.get()))) {
          return false;
        }
      }
      return true;
    }

    private static boolean hasFault(String label) {
      var faults = EnumSet.noneOf(IDNA.Error.class);
      toAscii(label, faults);
      return !faults.isEmpty();
    }

    private static String expected(IDNA.Error fault) {
      return switch (fault) {
        case EMPTY_LABEL -> "no empty label";
        case LABEL_TOO_LONG -> "a label of at most 63 octets";
        case DOMAIN_NAME_TOO_LONG -> "a name of at most 255 octets";
        case DISALLOWED -> "characters that names may hold";
        case PUNYCODE, INVALID_ACE_LABEL -> "an A-label that stands for something";
        case LEADING_HYPHEN, TRAILING_HYPHEN -> "hyphens only inside of labels";
        case LABEL_HAS_DOT -> "a label without a dot";
        case LEADING_COMBINING_MARK -> "a label that starts with no combining mark";
        case BIDI -> "a label written in one direction";
        case CONTEXTJ -> "joiners only where a script needs them";
        default -> "a name that UTS #46 takes";
      };
    }

    static String skeleton(String text) {
      return Looks.CHECKER.getSkeleton(text);
    }

    static boolean fools(String label) {
      return Looks.CHECKER.failsChecks(label) || Utf8.isAscii(skeleton(label));
    }
  }
}
