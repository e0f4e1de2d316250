package org.signet.setup.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signet.setup.imports.Ucl.Value;

class UclTest {
  private static Value.Section read(String text) {
    var ucl = Ucl.parse(text);
    assertThat(ucl.trouble()).isEmpty();
    return ucl.top();
  }

  @Test
  void textsAreWrittenInManyWays() {
    var top =
        read(
            """
            a = one; b: "two \\"2\\"" c 'three'
            # d = no
            d = /var/lib/${NAME}/x
            /* e = no /* deep */ */ f = <<END
            several
            lines
            END
            g = last\
            """);
    assertThat(top.text("a")).contains("one");
    assertThat(top.text("b")).contains("two \"2\"");
    assertThat(top.text("c")).contains("three");
    assertThat(top.text("d")).contains("/var/lib/${NAME}/x");
    assertThat(top.text("f")).contains("several\nlines");
    assertThat(top.text("g")).contains("last");
    assertThat(top.entries()).hasSize(6);
    assertThat(top.entry("g").orElseThrow().line()).isEqualTo(8);
  }

  @Test
  void sectionsHaveNames() {
    var top = read("domain \"x.example\" { a = 1 }\nlist = [1, \"2\", { b = 3 }]\n");
    var domain = (Value.Section) top.entry("domain").orElseThrow().value();
    assertThat(domain.entry("x.example")).isPresent();
    assertThat(top.entry("list").orElseThrow().value().texts()).containsExactly("1", "2");
    assertThat(top.entry("list").orElseThrow().value().sections()).hasSize(1);
  }

  @Test
  void whatIsNotUnderstoodEndsTheReading() {
    assertThat(Ucl.parse("a = 1\n}\n").trouble()).contains(2);
    assertThat(Ucl.parse("a {\n").trouble()).isPresent();
    assertThat(Ucl.parse("a = \"\n").trouble()).isPresent();
    assertThat(Ucl.parse("a = " + "[".repeat(100_000)).trouble()).isPresent();
    assertThat(Ucl.parse("a {".repeat(100_000)).trouble()).isPresent();
    assertThat(Ucl.parse("a b {".repeat(100_000)).trouble()).isPresent();
    assertThat(Ucl.parse("/*".repeat(100_000)).trouble()).isPresent();
  }
}
