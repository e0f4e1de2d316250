package org.signet.smtp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Stands before the judge of a certificate, where there is one, and keeps what was shown and said:
/// a handshake that fails tells neither.
final class Witness extends X509ExtendedTrustManager {
  private final TlsDemand demand;
  private List<X509Certificate> chain = List.of();
  private Optional<String> refusal = Optional.empty();

  Witness(TlsDemand demand) {
    this.demand = demand;
  }

  List<X509Certificate> chain() {
    return chain;
  }

  /// Why the certificate was not accepted; empty where it was, or was not seen.
  Optional<String> refusal() {
    return refusal;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String keyExchange, Socket socket)
      throws CertificateException {
    chain = List.of(shown);
    switch (demand) {
      case TlsDemand.Encrypted _ -> {}
      case TlsDemand.Authenticated(var trust, _) -> {
        try {
          trust.checkServerTrusted(shown, keyExchange, socket);
        } catch (CertificateException e) {
          refusal = Optional.of(String.valueOf(e.getMessage()));
          throw e;
        }
      }
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String keyExchange, SSLEngine engine) {
    throw new UnsupportedOperationException("a session has a socket");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String keyExchange) {
    throw new UnsupportedOperationException("a session has a socket");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String keyExchange, Socket socket) {
    throw new UnsupportedOperationException("a client meets servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String keyExchange, SSLEngine engine) {
    throw new UnsupportedOperationException("a client meets servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String keyExchange) {
    throw new UnsupportedOperationException("a client meets servers");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
