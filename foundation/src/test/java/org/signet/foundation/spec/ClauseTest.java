package org.signet.foundation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClauseTest {
  @Test
  void citesAndLinks() {
    assertThat(Spec.RFC7208.section("4.6.4")).hasToString("RFC 7208 §4.6.4");
    assertThat(Spec.RFC7208.section("")).hasToString("RFC 7208");
    assertThat(Spec.RFC9989.section("A.4").url())
        .isEqualTo("https://www.rfc-editor.org/rfc/rfc9989.html#appendix-A.4");
    assertThat(Spec.UTS46.section("4").url()).isEmpty();
  }
}
