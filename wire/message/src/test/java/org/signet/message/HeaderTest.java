package org.signet.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.signet.message.Ambiguity.Reason;

class HeaderTest {
  @Test
  void aHeaderIsBuiltFieldByField() {
    var header =
        new Header.Builder()
            .add("Received", " first")
            .add("Subject", " folded\r\n\tvalue\r\n")
            .add(Field.of("received: second"))
            .build();
    assertThat(header.fields())
        .extracting(Field::toString)
        .containsExactly("Received: first", "Subject: folded\r\n\tvalue", "received: second");
    assertThat(header.all("RECEIVED")).extracting(Field::value).containsExactly("first", "second");
    assertThat(header.first("subject").map(Field::value)).contains("folded\tvalue");
    assertThat(header.first("From")).isEmpty();
    assertThat(header.exceeded()).isEmpty();
  }

  @Test
  void HD_4_aBuiltHeaderHasTheSameBounds() {
    var fields = new Header.Builder();
    for (int i = 0; i <= Header.MOST_FIELDS; i++) {
      fields.add("A", "b");
    }
    assertThat(fields.build().fields()).hasSize(Header.MOST_FIELDS);
    assertThat(reason(fields)).isEqualTo(Reason.TOO_MANY_FIELDS);

    var large = new Header.Builder().add("A", "x".repeat(Header.MOST_FIELD_OCTETS));
    assertThat(large.build().fields().getFirst().length()).isEqualTo(Header.MOST_FIELD_OCTETS);
    assertThat(reason(large)).isEqualTo(Reason.FIELD_TOO_LARGE);

    var whole = new Header.Builder();
    for (int i = 0; i < 17; i++) {
      whole.add("A", "x".repeat(Header.MOST_FIELD_OCTETS - "A:\r\n".length()));
    }
    assertThat(whole.build().fields()).hasSize(16);
    assertThat(reason(whole)).isEqualTo(Reason.HEADER_TOO_LARGE);
  }

  private static Reason reason(Header.Builder builder) {
    assertThat(builder.build().exceeded()).hasSize(1);
    return builder.build().exceeded().getFirst().reason();
  }
}
