package org.signet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.IpAddress;

class NameServerTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,              192.0.2.1,   53,   192.0.2.1",
    "192.0.2.1:5353,         192.0.2.1,   5353, 192.0.2.1:5353",
    "2001:db8::1,            2001:db8::1, 53,   2001:db8::1",
    "[2001:db8::1],          2001:db8::1, 53,   2001:db8::1",
    "[2001:db8::1]:5353,     2001:db8::1, 5353, [2001:db8::1]:5353",
    "::1,                    ::1,         53,   ::1",
  })
  void isReadWithAndWithoutPort(String text, String address, int port, String written) {
    var server = NameServer.parse(text).orThrow();
    assertThat(server).isEqualTo(new NameServer(IpAddress.of(address), port));
    assertThat(server).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "x",
        "192.0.2.1:",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "192.0.2.1:+53",
        "127.1",
        "192.0.2.1:\u0665\u0663",
        "[192.0.2.1",
        "::1:",
        "[::1]:x",
        "[]",
        "[]:53",
        "2130706433"
      })
  void anythingElseIsMalformed(String text) {
    assertThat(NameServer.parse(text).isOk()).isFalse();
  }

  @Test
  void resolvConfIsReadLineByLine() {
    var text =
        """
        # a comment
        domain example.com
        nameserver 192.0.2.1
        nameserver\t2001:db8::1
        nameserver fe80::1%eth0
        nameserver
          nameserver   192.0.2.2
        options timeout:1
        """;
    assertThat(NameServer.ofResolvConf(text))
        .extracting(NameServer::toString)
        .containsExactly("192.0.2.1", "2001:db8::1", "192.0.2.2");
  }
}
