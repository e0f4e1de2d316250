package org.signet.foundation.explain;

/// An explanation as JSON: `{"mark","sentence","clause","url","because":[…]}`, where `clause` and
/// `url` are left out when there is none.
public final class JsonRenderer {
  private JsonRenderer() {}

  public static String render(Explanation explanation) {
    var json = new Json();
    write(json, explanation);
    return json.toString();
  }

  /// Writes the explanation as the next value of a larger document.
  public static void write(Json json, Explanation explanation) {
    json.beginObject();
    json.member("mark", explanation.mark().word());
    json.member("sentence", explanation.sentence());
    explanation
        .clause()
        .ifPresent(
            clause -> {
              json.member("clause", clause.toString());
              if (!clause.url().isEmpty()) {
                json.member("url", clause.url());
              }
            });
    json.name("because").beginArray();
    explanation.because().forEach(reason -> write(json, reason));
    json.endArray().endObject();
  }
}
