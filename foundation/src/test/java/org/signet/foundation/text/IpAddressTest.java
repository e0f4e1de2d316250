package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "2001:DB8::1, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:192.0.2.1, ::ffff:c000:201",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
  })
  void read(String given, String canonical) {
    assertThat(IpAddress.of(given)).hasToString(canonical);
    assertThat(IpAddress.of(canonical)).isEqualTo(IpAddress.of(given));
  }

  /// System libraries take several of these for an address; attacks of the kind `127.1`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "192.0.2.01",
        "192.0.2.256",
        "192.0.2.1.",
        "192.0.2",
        "+1.2.3.4",
        "١.2.3.4",
        "1.2.3.4 ",
        "0x7f.0.0.1",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "::1.2.3",
        "fe80::1%1",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
        ":1:2:3:4:5:6:7"
      })
  void refused(String given) {
    assertThat(IpAddress.parse(given)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void mappedAddressesAreIpv4() {
    assertThat(IpAddress.of("::ffff:192.0.2.1").unmapped()).isEqualTo(IpAddress.of("192.0.2.1"));
    assertThat(IpAddress.of("::fffe:192.0.2.1").unmapped().isV4()).isFalse();
    assertThat(IpAddress.of("::192.0.2.1").unmapped().isV4()).isFalse();
    assertThat(IpAddress.of("1::ffff:192.0.2.1").unmapped().isV4()).isFalse();
  }

  @Test
  void networks() {
    var net = IpAddress.of("192.0.2.128");
    assertThat(IpAddress.of("192.0.2.129").isIn(net, 25)).isTrue();
    assertThat(IpAddress.of("192.0.2.127").isIn(net, 25)).isFalse();
    assertThat(IpAddress.of("10.0.0.1").isIn(net, 0)).isTrue();
    assertThat(net.isIn(net, 32)).isTrue();
    assertThat(IpAddress.of("192.0.2.129").isIn(net, 32)).isFalse();
    assertThat(IpAddress.of("::1").isIn(net, 0)).isFalse();
    assertThat(IpAddress.of("2001:db8::1").isIn(IpAddress.of("2001:db8::"), 127)).isTrue();
    assertThat(IpAddress.of("2001:db8::2").isIn(IpAddress.of("2001:db8::"), 127)).isFalse();
  }

  @Test
  void reverseNames() {
    assertThat(IpAddress.of("192.0.2.1").reverseName()).hasToString("1.2.0.192.in-addr.arpa");
    assertThat(IpAddress.of("2001:db8::567:89ab").reverseName())
        .hasToString("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
  }

  @Test
  void literals() {
    assertThat(IpAddress.ofLiteral("[192.0.2.1]")).contains(IpAddress.of("192.0.2.1"));
    assertThat(IpAddress.ofLiteral("[IPv6:2001:db8::1]")).contains(IpAddress.of("2001:db8::1"));
    assertThat(IpAddress.ofLiteral("[tag:x]")).isEmpty();
  }

  @Test
  void anyOctetsComeBackFromTheirText() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      var octets = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(octets);
      for (int k = 0; k < octets.length; k++) {
        if (random.nextInt(3) > 0) {
          octets[k] = 0;
        }
      }
      var address = IpAddress.of(octets);
      assertThat(IpAddress.of(address.toString())).isEqualTo(address);
      assertThat(address.unmapped().toInetAddress()).isEqualTo(InetAddress.getByAddress(octets));
    }
  }
}
