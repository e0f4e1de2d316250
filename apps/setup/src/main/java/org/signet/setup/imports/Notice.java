package org.signet.setup.imports;

import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;

/// What became of a line, where that is not plain from the result.
///
/// @param mark [Mark#NOTE] where there is nothing to do, [Mark#WARN] where a person should look
/// @param said the line, or its part
/// @param words what becomes of it
public record Notice(Mark mark, Place place, String said, String words) {
  private static final int SHOWN = 120;

  /// `opendkim.conf:3: UMask 007: the unit of systemd says it.`
  public String sentence() {
    return Ascii.printable(place.file(), SHOWN)
        + ":"
        + place.line()
        + ": "
        + Ascii.printable(said, SHOWN)
        + ": "
        + words
        + ".";
  }
}
