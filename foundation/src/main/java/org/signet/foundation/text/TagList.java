package org.signet.foundation.text;

import static org.signet.foundation.spec.Spec.RFC6376;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.spec.Clause;

/// A list of `tag=value` pairs between semicolons (RFC 6376 §3.2), the form of DKIM signatures and
/// keys, ARC sets, DMARC and BIMI records. Tag names are case-sensitive and occur once; values keep
/// their inner white space and lose that around them. An empty value is a value.
///
/// The text is one char per octet. At most [#MOST_TAGS] tags are read.
public final class TagList {
  /// Our bound; the standards define fewer than 20 tags for any list.
  public static final int MOST_TAGS = 100;

  private static final Clause FORM = RFC6376.section("3.2");

  /// One pair.
  ///
  /// @param from where the value starts in the list's text, white space not counted
  /// @param to where the value ends
  /// @param valueFrom where the raw value starts: directly behind the `=`
  /// @param valueTo where the raw value ends: at the `;` or the end of the text
  public record Tag(String name, String value, int from, int to, int valueFrom, int valueTo) {}

  private final String text;
  private final List<Tag> tags;

  private TagList(String text, List<Tag> tags) {
    this.text = text;
    this.tags = List.copyOf(tags);
  }

  /// Reads a list. Malformed where a pair has no `=`, a name is not a letter followed by letters,
  /// digits or underscores, a name occurs twice, a value holds an octet other than visible ASCII,
  /// folding white space and (RFC 8616) UTF-8, or a pair is empty other than after the last `;`.
  public static Parsed<TagList> parse(String text) {
    var tags = new ArrayList<Tag>(12);
    var in = new Cursor(text);
    while (true) {
      in.skipFolding();
      if (in.atEnd() && !tags.isEmpty()) {
        return Parsed.ok(new TagList(text, tags));
      }
      int nameAt = in.at();
      var name = in.takeWhile(c -> Ascii.isLetterOrDigit(c) || c == '_');
      if (name.isEmpty() || !Ascii.isLetter(name.charAt(0))) {
        return Parsed.malformed(text, nameAt, "a tag name", FORM);
      }
      for (var tag : tags) {
        if (tag.name.equals(name)) {
          return Parsed.malformed(text, nameAt, "each tag once (" + name + " is repeated)", FORM);
        }
      }
      if (tags.size() == MOST_TAGS) {
        return Parsed.malformed(text, nameAt, "at most " + MOST_TAGS + " tags", FORM);
      }
      in.skipFolding();
      if (!in.take('=')) {
        return in.expected("'=' after the tag name", FORM);
      }
      int valueFrom = in.at();
      in.skipWhile(TagList::isValueOctet);
      if (in.peek() != ';' && !in.atEnd()) {
        return in.expected("a visible character", FORM);
      }
      tags.add(tag(text, name, valueFrom, in.at()));
      in.take(';');
    }
  }

  private static Tag tag(String text, String name, int valueFrom, int valueTo) {
    int from = valueFrom;
    int to = valueTo;
    while (from < to && Ascii.isFoldingBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && Ascii.isFoldingBlank(text.charAt(to - 1))) {
      to--;
    }
    return new Tag(name, text.substring(from, to), from, to, valueFrom, valueTo);
  }

  private static boolean isValueOctet(int c) {
    return c != ';' && (Ascii.isVisible(c) || Ascii.isFoldingBlank(c) || c >= 0x80);
  }

  /// The text as it came.
  public String text() {
    return text;
  }

  /// The pairs in the order of the text.
  public List<Tag> tags() {
    return tags;
  }

  public Optional<Tag> tag(String name) {
    for (var tag : tags) {
      if (tag.name.equals(name)) {
        return Optional.of(tag);
      }
    }
    return Optional.empty();
  }

  /// The value of the tag of this name, trimmed.
  public Optional<String> value(String name) {
    return tag(name).map(Tag::value);
  }

  public boolean has(String name) {
    return tag(name).isPresent();
  }

  /// The problem of a pair whose value is not what its rule wants.
  public Problem problem(Tag tag, String expected, Clause clause) {
    return new Problem(text, tag.from, expected, clause);
  }

  /// The problem of a pair that is not there.
  public Problem missing(String name, Clause clause) {
    return new Problem(text, text.length(), "the tag " + name + "=", clause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagList list && text.equals(list.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
