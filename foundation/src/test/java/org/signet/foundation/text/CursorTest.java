package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void readsForward() {
    var in = new Cursor("ab  12;rest");
    assertThat(in.takeIgnoreCase("AB")).isTrue();
    in.skipFolding();
    int from = in.at();
    assertThat(in.takeWhile(Ascii::isDigit)).isEqualTo("12");
    assertThat(in.take('!')).isFalse();
    assertThat(in.take(';')).isTrue();
    assertThat(in.since(from)).isEqualTo("12;");
    assertThat(in.rest()).isEqualTo("rest");
    assertThat(in.atEnd()).isTrue();
    assertThat(in.next()).isEqualTo(Cursor.END);
    assertThat(in.takeIgnoreCase("x")).isFalse();
  }

  @Test
  void goesBackOnly() {
    var in = new Cursor("abc");
    int start = in.at();
    in.next();
    in.reset(start);
    assertThat(in.peek()).isEqualTo('a');
    assertThat(in.peek(2)).isEqualTo('c');
    assertThat(in.peek(3)).isEqualTo(Cursor.END);
    assertThatThrownBy(() -> in.reset(2)).isInstanceOf(IllegalArgumentException.class);
  }
}
