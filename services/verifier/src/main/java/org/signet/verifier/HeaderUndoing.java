package org.signet.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.signet.dkim.DkimSignature;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

/// A header as it may have been before something happened to it on the way.
record HeaderUndoing(List<Change> changes, Header header) {
  /// The longest tag of a list that is taken for one.
  private static final int MOST_TAG_CHARS = 64;

  /// The headers to try, the likeliest first: as it came, without a list's tag in the subject, with
  /// the folding undone in the ways that mail systems fold, and both.
  static List<HeaderUndoing> trials(Header arrived, DkimSignature signature) {
    var trials = new ArrayList<HeaderUndoing>();
    var untagged = each(arrived, HeaderUndoing::untagged);
    trials.add(new HeaderUndoing(List.of(), arrived));
    boolean tagged = differs(untagged, arrived);
    if (tagged) {
      trials.add(new HeaderUndoing(List.of(Change.SUBJECT_TAGGED), untagged));
    }
    for (UnaryOperator<String> unfold : foldings()) {
      addUnlessSame(
          trials, List.of(Change.REFOLDED), refolded(arrived, signature, unfold), arrived);
      if (tagged) {
        addUnlessSame(
            trials,
            List.of(Change.SUBJECT_TAGGED, Change.REFOLDED),
            refolded(untagged, signature, unfold),
            untagged);
      }
    }
    return trials;
  }

  private static void addUnlessSame(
      List<HeaderUndoing> trials, List<Change> changes, Header header, Header before) {
    if (differs(header, before)) {
      trials.add(new HeaderUndoing(changes, header));
    }
  }

  private static boolean differs(Header a, Header b) {
    return !a.fields().equals(b.fields());
  }

  private static Header each(Header header, UnaryOperator<Field> undo) {
    return new Header(header.fields().stream().map(undo).toList());
  }

  private static Field untagged(Field field) {
    if (!field.is("Subject")) {
      return field;
    }
    var raw = field.rawValue();
    int from = 0;
    while (from < raw.length() && Ascii.isFoldingBlank(raw.charAt(from))) {
      from++;
    }
    int close = raw.indexOf(']', from);
    if (from == raw.length() || raw.charAt(from) != '[' || close - from > MOST_TAG_CHARS) {
      return field;
    }
    int rest = close + 1;
    if (close < 0 || rest == raw.length() || !Ascii.isBlank(raw.charAt(rest))) {
      return field;
    }
    while (rest < raw.length() && Ascii.isFoldingBlank(raw.charAt(rest))) {
      rest++;
    }
    return Field.of(name(field) + raw.substring(0, from) + raw.substring(rest));
  }

  /// The name with the colon, as it stands.
  private static String name(Field field) {
    return field.toString().substring(0, field.colon() + 1);
  }

  /// What the folding may have been: none, with the white space that is there or one space; none
  /// and
  /// no white space; or with tabs where there are spaces, and the other way round.
  private static List<UnaryOperator<String>> foldings() {
    return List.of(
        value -> value.replace("\r\n", ""),
        value -> value.replace("\r\n\t", " ").replace("\r\n ", " "),
        value -> value.replace("\r\n\t", "\r\n "),
        value -> value.replace("\r\n ", "\r\n\t"),
        value -> value.replace("\r\n\t", "").replace("\r\n ", ""),
        HeaderUndoing::foldedAfterCommas);
  }

  /// Folded behind each comma, as many mail programs write lists of addresses.
  private static String foldedAfterCommas(String value) {
    return value.replace("\r\n", "").replaceAll(",[ \t]+", ",\r\n ");
  }

  private static Header refolded(
      Header header, DkimSignature signature, UnaryOperator<String> folding) {
    return each(
        header,
        field -> {
          boolean signed =
              field.colon() >= 0 && signature.signedFields().stream().anyMatch(field::is);
          return signed ? Field.of(name(field) + folding.apply(field.rawValue())) : field;
        });
  }
}
