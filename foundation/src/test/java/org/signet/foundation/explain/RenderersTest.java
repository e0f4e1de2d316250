package org.signet.foundation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signet.foundation.spec.Spec;

class RenderersTest {
  private static final Explanation TREE =
      Explanation.of(Mark.BAD, "The message <is> \"not\" from example.com & says so.")
          .because(
              Explanation.of(
                  Mark.NOTE,
                  "A sentence that is long enough to be wrapped at the width of the terminal.",
                  Spec.RFC9989.section("4.10")),
              Explanation.of(Mark.UNKNOWN, "Nobody knows."));

  @Test
  void text() {
    assertThat(new TextRenderer(50, false).render(TREE))
        .isEqualTo(
            """
            ✗ The message <is> "not" from example.com & says
              so.
              · A sentence that is long enough to be wrapped
                at the width of the terminal. (RFC 9989 §4.10)
              ? Nobody knows.
            """);
  }

  @Test
  void colouredTextHasTheSameWords() {
    var colored = new TextRenderer(50, true).render(TREE);
    assertThat(colored).contains("\u001b[31m✗\u001b[0m");
    assertThat(colored.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(new TextRenderer(50, false).render(TREE));
  }

  @Test
  void json() {
    assertThat(JsonRenderer.render(TREE))
        .isEqualTo(
            "{\"mark\":\"bad\",\"sentence\":\"The message <is> \\\"not\\\" from example.com & says"
                + " so.\",\"because\":[{\"mark\":\"note\",\"sentence\":\"A sentence that is long"
                + " enough to be wrapped at the width of the terminal.\",\"clause\":\"RFC 9989"
                + " §4.10\",\"url\":\"https://www.rfc-editor.org/rfc/rfc9989.html#section-4.10\","
                + "\"because\":[]},{\"mark\":\"unknown\",\"sentence\":\"Nobody knows.\","
                + "\"because\":[]}]}");
  }

  @Test
  void html() {
    assertThat(HtmlRenderer.render(TREE))
        .isEqualTo(
            "<ul class=\"explanation\"><li class=\"bad\"><span role=\"img\""
                + " aria-label=\"bad\">✗</span> The message &lt;is&gt; &quot;not&quot; from"
                + " example.com &amp; says so.<ul><li class=\"note\"><span role=\"img\""
                + " aria-label=\"note\">·</span> A sentence that is long enough to be wrapped at"
                + " the width of the terminal. <a"
                + " href=\"https://www.rfc-editor.org/rfc/rfc9989.html#section-4.10\">RFC 9989"
                + " §4.10</a></li><li class=\"unknown\"><span role=\"img\""
                + " aria-label=\"unknown\">?</span> Nobody knows.</li></ul></li></ul>");
  }

  @Test
  void jsonEscapesWhatCouldDeceiveATerminal() {
    assertThat(new Json().value("a\u001b\u202e\u009b\ud800\n").toString())
        .isEqualTo("\"a\\u001b\\u202e\\u009b\\ud800\\n\"");
  }
}
