package org.signet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables on pages of several widths.
class TableTest {
  @Test
  void whatFitsStandsSideBySideAndElseOneBelowTheOther() {
    var table = new Table(List.of("HOST", "TLS"));
    table.row(List.of("mx.boats.example", "verified"));
    table.row(List.of("b", ""));
    assertThat(table.show(26))
        .isEqualTo(
            """
            HOST              TLS
            mx.boats.example  verified
            b
            """);
    assertThat(table.show(25))
        .isEqualTo(
            """
            HOST  mx.boats.example
            TLS   verified

            HOST  b
            TLS
            """);
  }
}
