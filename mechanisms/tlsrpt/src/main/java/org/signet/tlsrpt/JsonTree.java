package org.signet.tlsrpt;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON document of a stranger, within limits.
final class JsonTree {
  /// Levels; a report has seven.
  static final int MOST_DEPTH = 32;

  /// Chars of one text.
  static final int MOST_TEXT_CHARS = 1 << 16;

  /// Chars of a name; the longest of a report has 31.
  static final int MOST_NAME_CHARS = 256;

  /// Chars of a number: a count has 16 at most.
  static final int MOST_NUMBER_CHARS = 32;

  /// Names and values; a report on 20,000 kinds of failure has fewer.
  static final int MOST_TOKENS = 500_000;

  /// Chars of what is shown of a value.
  static final int SHOWN_CHARS = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(MOST_TEXT_CHARS)
                  .maxNameLength(MOST_NAME_CHARS)
                  .maxNumberLength(MOST_NUMBER_CHARS)
                  .maxTokenCount(MOST_TOKENS)
                  .build())
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final List<Finding> findings;

  private JsonTree(List<Finding> findings) {
    this.findings = findings;
  }

  /// What was read.
  sealed interface Read {
    record Value(JsonValue value) implements Read {}

    record Not(Finding why) implements Read {}
  }

  /// Reads one document, and looks whether more is behind it.
  ///
  /// @param findings takes what is wrong with it and does no harm
  static Read read(InputStream in, List<Finding> findings) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      var first = parser.nextToken();
      if (first == null) {
        return not(Defect.NOT_JSON, "");
      }
      var value = new JsonTree(findings).value(parser, first, "");
      if (hasMore(parser)) {
        findings.add(new Finding(Defect.MORE_BEHIND, "", ""));
      }
      return new Read.Value(value);
    } catch (StreamConstraintsException e) {
      return not(Defect.BEYOND_LIMITS, e.getOriginalMessage());
    } catch (JacksonException e) {
      return switch (e.getCause()) {
        case Unpacked.TooLarge tooLarge ->
            not(Defect.TOO_LARGE, String.valueOf(tooLarge.getMessage()));
        case IOException broken -> not(Defect.BROKEN_GZIP, String.valueOf(broken.getMessage()));
        case null, default -> not(Defect.NOT_JSON, e.getOriginalMessage());
      };
    }
  }

  private static boolean hasMore(JsonParser parser) {
    try {
      return parser.nextToken() != null;
    } catch (JacksonException _) {
      return true;
    }
  }

  static Read not(Defect defect, String seen) {
    var shown = seen.substring(0, Math.min(seen.length(), SHOWN_CHARS));
    return new Read.Not(new Finding(defect, "", shown));
  }

  private JsonValue value(JsonParser parser, @Nullable JsonToken token, String where) {
    return switch (token) {
      case START_OBJECT -> members(parser, where);
      case START_ARRAY -> elements(parser, where);
      case VALUE_STRING -> new JsonValue.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new JsonValue.Word(parser.getString());
      case null, default -> new JsonValue.Word("");
    };
  }

  private JsonValue members(JsonParser parser, String where) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var path = where.isEmpty() ? name : where + '.' + name;
      var value = value(parser, parser.nextToken(), path);
      if (members.putIfAbsent(name, value) != null) {
        ReportMapper.note(findings, Defect.REPEATED, path, value.shown());
      }
    }
    return new JsonValue.Members(members);
  }

  private JsonValue elements(JsonParser parser, String where) {
    var elements = new ArrayList<JsonValue>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      elements.add(value(parser, token, where + '[' + elements.size() + ']'));
    }
    return new JsonValue.Elements(elements);
  }
}
