package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagListTest {
  @Test
  void valuesLoseTheWhiteSpaceAroundThemAndKeepThatInside() {
    var list = TagList.parse(" a = 1 2 ;\r\n\tb=\tx=y; c=;").orThrow();
    assertThat(list.value("a")).contains("1 2");
    assertThat(list.value("b")).contains("x=y");
    assertThat(list.value("c")).contains("");
    assertThat(list.value("d")).isEmpty();
    assertThat(list.tags()).extracting(TagList.Tag::name).containsExactly("a", "b", "c");
  }

  @Test
  void namesAreCaseSensitive() {
    var list = TagList.parse("d=1; D=2").orThrow();
    assertThat(list.value("d")).contains("1");
    assertThat(list.value("D")).contains("2");
  }

  @Test
  void aTagKnowsWhereItsRawValueStands() {
    var list = TagList.parse("a=1; b= xyz ; c=2").orThrow();
    var tag = list.tag("b").orElseThrow();
    assertThat(list.text().substring(tag.valueFrom(), tag.valueTo())).isEqualTo(" xyz ");
    assertThat(list.text().substring(tag.from(), tag.to())).isEqualTo("xyz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        "a",
        "a;b=1",
        "a=1;;b=2",
        "a=1; a=2",
        "1a=2",
        "a=1;=2",
        "_a=1",
        "a=\u0000",
        "a=\u007f",
        "a=1;;",
        "a b=1"
      })
  void refused(String text) {
    assertThat(TagList.parse(text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void atMostHundredTags() {
    var text = new StringBuilder();
    for (int i = 0; i < TagList.MOST_TAGS; i++) {
      text.append('t').append(i).append("=v;");
    }
    assertThat(TagList.parse(text.toString()).isOk()).isTrue();
    assertThat(TagList.parse(text + "more=v").isOk()).isFalse();
  }

  @Test
  void aProblemShowsThePlaceAndTheRule() {
    if (!(TagList.parse("v=DKIM1; k rsa") instanceof Parsed.Malformed<TagList>(var problem))) {
      throw new AssertionError("it parsed");
    }
    assertThat(problem.withCaret())
        .isEqualTo(
            """
            v=DKIM1; k rsa
                       ^ expected '=' after the tag name
            RFC 6376 §3.2\
            """);
    assertThat(problem.sentence())
        .isEqualTo("expected '=' after the tag name at \"rsa\" (RFC 6376 §3.2)");
  }

  @Test
  void anyOctetsGiveAListOrAProblem() {
    var random = new Random(5);
    var seed = "v=DKIM1; k=rsa; p=MIGf MA0=; n=x;";
    for (int i = 0; i < 50_000; i++) {
      var octets = seed.getBytes(StandardCharsets.ISO_8859_1);
      for (int n = random.nextInt(4); n >= 0; n--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      var text = new String(octets, StandardCharsets.ISO_8859_1);
      if (TagList.parse(text) instanceof Parsed.Ok<TagList>(var list)) {
        for (var tag : list.tags()) {
          assertThat(text.substring(tag.from(), tag.to())).isEqualTo(tag.value());
        }
      }
    }
  }
}
