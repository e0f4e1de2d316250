package org.signet.setup.imports;

import java.util.ArrayList;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;

/// What an import came to, in words.
public final class ImportExplainer {
  private ImportExplainer() {}

  public static Explanation explain(Imported imported) {
    var lines = new ArrayList<Explanation>();
    for (var notice : imported.notices()) {
      lines.add(Explanation.of(notice.mark(), notice.sentence()));
    }
    long open = imported.notices().stream().filter(one -> one.mark() == Mark.WARN).count();
    var keys = imported.keys().size();
    var sentence =
        "Read, and nothing changed. "
            + (keys == 1 ? "1 key" : keys + " keys")
            + " to adopt, "
            + (open == 1 ? "1 line" : open + " lines")
            + " to look at.";
    return Explanation.of(open == 0 ? Mark.GOOD : Mark.WARN, sentence).because(lines);
  }
}
