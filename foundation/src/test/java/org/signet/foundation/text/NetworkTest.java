package org.signet.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.0/24, ::ffff:192.0.2.7, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void holdsWhatBeginsWithTheSameBits(String network, String client, boolean holds) {
    assertThat(Network.of(network).holds(IpAddress.of(client))).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "192.0.2.0/", "192.0.2.0/33", "192.0.2/24", "::/129", "::/+1"})
  void anythingElseIsNone(String text) {
    assertThat(Network.parse(text).isOk()).isFalse();
  }
}
