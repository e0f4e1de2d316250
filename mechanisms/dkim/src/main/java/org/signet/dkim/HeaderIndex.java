package org.signet.dkim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;
import org.signet.message.Header;

/// A header made ready for choosing the fields that signatures name. Made once for a message, and
/// used for each of its signatures. Safe for many threads.
public final class HeaderIndex {
  private final List<Field> fields;
  private final Map<String, Fields> byName;

  /// The fields of one name, and a number for the name.
  private static final class Fields {
    final int number;
    int[] places = new int[1];
    int count;

    Fields(int number) {
      this.number = number;
    }

    void add(int place) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
      }
      places[count++] = place;
    }
  }

  public HeaderIndex(Header header) {
    fields = header.fields();
    byName = HashMap.newHashMap(fields.size());
    for (int place = 0; place < fields.size(); place++) {
      var name = Ascii.toLower(fields.get(place).name());
      byName.computeIfAbsent(name, _ -> new Fields(byName.size())).add(place);
    }
  }

  /// The fields that the names stand for: each name the lowest of its fields that no earlier name
  /// stands for, and nothing where none is left. RFC 6376 §5.4.2.
  ///
  /// @param own the place of the signature's own field, which no name stands for
  public List<Field> choose(List<String> names, int own) {
    var chosen = new ArrayList<Field>(names.size());
    var taken = new int[byName.size()];
    for (var name : names) {
      var all = byName.get(Ascii.toLower(name));
      if (all == null) {
        continue;
      }
      int left = all.count - taken[all.number];
      if (left > 0 && all.places[left - 1] == own) {
        taken[all.number]++;
        left--;
      }
      if (left > 0) {
        taken[all.number]++;
        chosen.add(fields.get(all.places[left - 1]));
      }
    }
    return chosen;
  }

  /// How many fields have this name.
  ///
  /// @param name in lower case
  int count(String name) {
    var all = byName.get(name);
    return all == null ? 0 : all.count;
  }
}
