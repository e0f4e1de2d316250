package org.signet.https;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;

/// How far a client of the web goes, and whom it believes.
///
/// @param networks addresses that may be asked although they are none of the public Internet
/// @param ports those that may be asked beside 443
/// @param authorities who is believed; none for those that the JDK believes
/// @param patience until a question fails, at most [Https#MOST_SECONDS]
public record Reach(
    List<Network> networks,
    List<Integer> ports,
    List<X509Certificate> authorities,
    Duration patience) {
  static final int PORT = 443;

  /// The public Internet.
  public static final Reach PUBLIC =
      new Reach(List.of(), List.of(), List.of(), Duration.ofSeconds(Https.MOST_SECONDS));

  public Reach {
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
    authorities = List.copyOf(authorities);
    if (!patience.isPositive() || patience.toSeconds() > Https.MOST_SECONDS) {
      throw new IllegalArgumentException("the patience is at most " + Https.MOST_SECONDS + " s");
    }
  }

  /// The same, with these addresses too.
  public Reach alsoTo(List<Network> more) {
    return new Reach(more, ports, authorities, patience);
  }

  /// The same, at these ports too.
  public Reach alsoAt(List<Integer> more) {
    return new Reach(networks, more, authorities, patience);
  }

  /// The same, where these authorities are believed and no others.
  public Reach believing(List<X509Certificate> only) {
    return new Reach(networks, ports, only, patience);
  }

  /// The same, which fails earlier.
  public Reach within(Duration earlier) {
    return new Reach(networks, ports, authorities, earlier);
  }

  /// Whether an address may be asked at all.
  public boolean holds(IpAddress address) {
    return PublicAddresses.hold(address)
        || networks.stream().anyMatch(network -> network.holds(address));
  }

  boolean holds(int port) {
    return port == PORT || ports.contains(port);
  }

  /// Judges chains by the authorities that are believed; the name of a host is not its business.
  X509ExtendedTrustManager trust() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors().orElse(null));
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the JDK judges no certificates"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The authorities as a key store; empty for those of the JDK.
  private Optional<KeyStore> anchors() throws GeneralSecurityException {
    if (authorities.isEmpty()) {
      return Optional.empty();
    }
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var authority : authorities) {
        store.setCertificateEntry("authority " + store.size(), authority);
      }
      return Optional.of(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
