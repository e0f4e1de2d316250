package org.signet.verifier;

import static org.signet.foundation.explain.Mark.NOTE;
import static org.signet.foundation.explain.Mark.WARN;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Ascii;

/// Tells what broke a signature.
final class UndoneExplainer {
  private static final int SHOWN = 200;

  private UndoneExplainer() {}

  static Explanation explain(AlignedIfUndone undone) {
    var reasons = new ArrayList<Explanation>();
    if (undone.addedOctets() > 0) {
      reasons.add(
          Explanation.of(
              NOTE,
              "Added on the way, "
                  + undone.addedOctets()
                  + " octets that "
                  + undone.signature().domain()
                  + " did not write: \""
                  + Ascii.printable(undone.added().replace("\r\n", " ").strip(), SHOWN)
                  + "\""));
    }
    reasons.add(
        Explanation.of(
            NOTE, "This explains the broken signature; it does not make the message genuine."));
    return Explanation.of(
            WARN,
            "The signature of "
                + undone.signature().domain()
                + " was broken on the way: "
                + undone.changes().stream().map(Change::words).collect(Collectors.joining(", and "))
                + ".")
        .because(reasons);
  }

  static void write(Json json, AlignedIfUndone undone) {
    json.beginObject();
    json.member("domain", undone.signature().domain().text());
    json.member("selector", undone.signature().selector().text());
    json.name("changes").beginArray();
    undone.changes().forEach(change -> json.value(change.word()));
    json.endArray();
    json.member("added_octets", undone.addedOctets());
    json.member("added", Ascii.printable(undone.added(), AlignedIfUndone.SHOWN_OCTETS));
    json.endObject();
  }
}
