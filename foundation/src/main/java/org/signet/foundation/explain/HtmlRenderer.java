package org.signet.foundation.explain;

/// An explanation as nested HTML lists. Every text is escaped; the mark is the class of its item
/// (`good`, `bad`, `warn`, `note`, `unknown`), and is spoken for who cannot see it.
public final class HtmlRenderer {
  private HtmlRenderer() {}

  public static String render(Explanation explanation) {
    var out = new StringBuilder(1024).append("<ul class=\"explanation\">");
    write(out, explanation);
    return out.append("</ul>").toString();
  }

  private static void write(StringBuilder out, Explanation explanation) {
    var mark = explanation.mark();
    out.append("<li class=\"").append(mark.word()).append("\">");
    out.append("<span role=\"img\" aria-label=\"").append(mark.word()).append("\">");
    out.append(mark.sign()).append("</span> ").append(escape(explanation.sentence()));
    explanation
        .clause()
        .ifPresent(
            clause -> {
              var words = escape(clause.toString());
              out.append(
                  clause.url().isEmpty()
                      ? " <cite>" + words + "</cite>"
                      : " <a href=\"" + escape(clause.url()) + "\">" + words + "</a>");
            });
    if (!explanation.because().isEmpty()) {
      out.append("<ul>");
      explanation.because().forEach(reason -> write(out, reason));
      out.append("</ul>");
    }
    out.append("</li>");
  }

  /// The text with the five characters that mean something to HTML as references.
  public static String escape(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
