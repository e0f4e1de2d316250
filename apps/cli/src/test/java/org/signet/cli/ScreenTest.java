package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void textIsUtf8WhateverTheLocale() {
    var out = new ByteArrayOutputStream();
    new Screen(out).print("✓ é\n");
    assertThat(out.toString(UTF_8)).isEqualTo("✓ é\n");
  }

  @Test
  void aReaderWhoWentAwayIsNoFailure() {
    var screen = new Screen(failing("Broken pipe"));
    screen.print("x");
    assertThat(screen.isGone()).isTrue();
    assertThatCode(screen::check).doesNotThrowAnyException();
  }

  @Test
  void aFullDiskIsOne() {
    var screen = new Screen(failing("No space left on device"));
    screen.print("x");
    assertThat(screen.isGone()).isTrue();
    assertThatThrownBy(screen::check)
        .hasMessage("cannot write the output: No space left on device");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
