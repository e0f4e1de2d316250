package org.signet.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;

/// An object of a report, asked for its members. Where one is not as it should be, that is noted,
/// and what can be understood is answered.
final class JsonObject {
  private final JsonValue.Members members;
  private final String where;
  private final List<Finding> findings;

  JsonObject(JsonValue value, String where, List<Finding> findings) {
    this.members =
        value instanceof JsonValue.Members it ? it : new JsonValue.Members(java.util.Map.of());
    this.where = where;
    this.findings = findings;
  }

  String where() {
    return where;
  }

  String where(String name) {
    return where.isEmpty() ? name : where + '.' + name;
  }

  private void note(Defect defect, String name, String seen) {
    ReportMapper.note(findings, defect, where(name), seen);
  }

  /// The member, unless it is not there or `null`.
  private Optional<JsonValue> at(String name) {
    return Optional.ofNullable(members.values().get(name))
        .filter(value -> !value.equals(new JsonValue.Word("null")));
  }

  boolean has(String name) {
    return at(name).isPresent();
  }

  /// A text that every report has; empty where it is not there.
  String text(String name) {
    if (!has(name)) {
      note(Defect.MISSING, name, "");
    }
    return optionalText(name);
  }

  /// A text, empty where it is not there.
  String optionalText(String name) {
    return at(name).map(value -> text(value, name)).orElse("");
  }

  private String text(JsonValue value, String name) {
    return switch (value) {
      case JsonValue.Text(var text) -> text;
      case JsonValue.Numeral _, JsonValue.Word _ -> {
        note(Defect.WRONG_TYPE, name, value.shown());
        yield value.shown();
      }
      case JsonValue.Members _, JsonValue.Elements _ -> {
        note(Defect.WRONG_TYPE, name, value.shown());
        yield "";
      }
    };
  }

  /// Texts of an array, or one.
  ///
  /// @param isArray whether one alone is noted, and its lines taken
  List<String> lines(String name, boolean isArray) {
    var value = at(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof JsonValue.Elements(var elements)) {
      return elements.stream().map(element -> text(element, name)).toList();
    }
    var text = text(value.get(), name);
    if (!isArray) {
      return List.of(text);
    }
    note(Defect.NO_ARRAY, name, value.get().shown());
    return text.lines().toList();
  }

  /// An object that every report has.
  Optional<JsonObject> object(String name) {
    var value = at(name);
    if (value.isEmpty()) {
      note(Defect.MISSING, name, "");
      return Optional.empty();
    }
    return object(value.get(), name);
  }

  private Optional<JsonObject> object(JsonValue value, String name) {
    if (value instanceof JsonValue.Members) {
      return Optional.of(new JsonObject(value, where(name), findings));
    }
    note(Defect.WRONG_TYPE, name, value.shown());
    return Optional.empty();
  }

  /// The objects of an array that every report has.
  List<JsonObject> objects(String name) {
    if (!has(name)) {
      note(Defect.MISSING, name, "");
    }
    return optionalObjects(name);
  }

  /// The objects of an array, or one alone; none where it is not there.
  List<JsonObject> optionalObjects(String name) {
    var objects = new ArrayList<JsonObject>();
    switch (at(name).orElse(new JsonValue.Elements(List.of()))) {
      case JsonValue.Elements(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          object(elements.get(i), name + '[' + i + ']').ifPresent(objects::add);
        }
      }
      case JsonValue.Members alone -> {
        note(Defect.NO_ARRAY, name, alone.shown());
        object(alone, name).ifPresent(objects::add);
      }
      case JsonValue other -> note(Defect.WRONG_TYPE, name, other.shown());
    }
    return objects;
  }

  /// A count of sessions; where it is not there, that is noted and `otherwise` counts.
  Optional<Long> count(String name, long otherwise) {
    if (!has(name)) {
      note(Defect.MISSING, name, "");
      return Optional.of(otherwise);
    }
    return requiredCount(name);
  }

  /// A count of sessions; empty where it is not there or none.
  Optional<Long> requiredCount(String name) {
    var value = at(name);
    if (value.isEmpty()) {
      note(Defect.MISSING, name, "");
      return Optional.empty();
    }
    var written = value.get().shown();
    long exact = Ascii.parseNumber(written, TlsReport.MOST_SESSIONS);
    if (exact >= 0 && value.get() instanceof JsonValue.Numeral) {
      return Optional.of(exact);
    }
    long count = exact >= 0 ? exact : Ascii.parseNumber(plain(written), TlsReport.MOST_SESSIONS);
    note(count < 0 ? Defect.NO_COUNT : Defect.ODD_COUNT, name, written);
    return count < 0 ? Optional.empty() : Optional.of(count);
  }

  /// Without blanks around it, commas between thousands, and a fraction of zero.
  private static String plain(String written) {
    var text = Ascii.trimFolding(written);
    int dot = text.indexOf('.');
    if (dot > 0
        && dot < text.length() - 1
        && text.substring(dot + 1).chars().allMatch(c -> c == '0')) {
      text = text.substring(0, dot);
    }
    return withoutThousands(text);
  }

  private static String withoutThousands(String text) {
    int first = text.indexOf(',');
    if (first < 1 || first > 3 || (text.length() - first) % 4 != 0) {
      return text;
    }
    for (int at = first; at < text.length(); at += 4) {
      if (text.charAt(at) != ',') {
        return text;
      }
    }
    return text.replace(",", "");
  }
}
