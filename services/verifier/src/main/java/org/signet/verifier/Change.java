package org.signet.verifier;

import java.util.Arrays;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// Something that mail systems do to messages on the way, which breaks signatures and which can be
/// undone on trial.
public enum Change {
  /// A field was folded anew, or its folding was taken away.
  REFOLDED("a header field was re-folded"),
  /// The body was turned from 8-bit text into quoted-printable, or back.
  RECODED("the body was encoded anew"),
  /// Text was added at the end of the body, as mailing lists do.
  FOOTER_ADDED("text was added at the end"),
  /// Blanks were added at the ends of lines.
  TRAILING_BLANKS("blanks were added at the ends of lines"),
  /// A tag in brackets was put in front of the subject, as mailing lists do.
  SUBJECT_TAGGED("a tag was put in front of the subject"),
  /// Lines that were too long for SMTP were cut (RFC 5321 §4.5.3.1.6).
  LINES_CUT("long lines were cut");

  private final String words;

  Change(String words) {
    this.words = words;
  }

  /// What happened, as a clause of a sentence.
  public String words() {
    return words;
  }

  /// The change of this [#word()].
  static Optional<Change> named(String word) {
    return Arrays.stream(values()).filter(change -> change.word().equals(word)).findFirst();
  }

  /// The name in lower case, as JSON and rules write it.
  public String word() {
    return Ascii.toLower(name());
  }
}
