package org.signet.dkim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

/// A header made ready for choosing the fields that signatures name. Made once for a message, and
/// used for each of its signatures.
public final class HeaderIndex {
  private final List<Field> fields;

  /// The places of the fields of each name, in lower case, the topmost first.
  private final Map<String, List<Integer>> places = new HashMap<>();

  public HeaderIndex(Header header) {
    fields = header.fields();
    for (int i = 0; i < fields.size(); i++) {
      places.computeIfAbsent(Ascii.toLower(fields.get(i).name()), _ -> new ArrayList<>(1)).add(i);
    }
  }

  /// The fields that the names stand for: each name the lowest of its fields that no earlier name
  /// stands for, and nothing where none is left. RFC 6376 §5.4.2.
  ///
  /// @param own the place of the signature's own field, which no name stands for
  public List<Field> choose(List<String> names, int own) {
    var chosen = new ArrayList<Field>(names.size());
    var left = new HashMap<String, Integer>();
    for (var name : names) {
      var folded = Ascii.toLower(name);
      var all = places.getOrDefault(folded, List.of());
      int next = left.getOrDefault(folded, all.size()) - 1;
      if (next >= 0 && all.get(next) == own) {
        next--;
      }
      if (next >= 0) {
        chosen.add(fields.get(all.get(next)));
      }
      left.put(folded, Math.max(next, 0));
    }
    return chosen;
  }

  /// How many fields have this name.
  int count(String name) {
    return places.getOrDefault(Ascii.toLower(name), List.of()).size();
  }
}
