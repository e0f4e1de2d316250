package org.signet.dane;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a server where it shows what it pinned, in any TLS client: for one connection.
///
/// The client must leave the endpoint identification of its `SSLParameters` off, since names are
/// looked at here, as far as the records ask for it; and it should send the base domain as SNI
/// (RFC 7672 §8.1).
public final class DaneTrustManager extends X509ExtendedTrustManager {
  private final DaneOutcome.Pinned pinned;
  private final InstantSource clock;
  private volatile Optional<DaneMatch> match = Optional.empty();

  public DaneTrustManager(DaneOutcome.Pinned pinned, InstantSource clock) {
    this.pinned = pinned;
    this.clock = clock;
  }

  /// What came of the server's certificates, where it has shown them.
  public Optional<DaneMatch> match() {
    return match;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    var came = DaneCheck.check(List.of(chain), pinned, clock.instant());
    match = Optional.of(came);
    if (came instanceof DaneMatch.Mismatch mismatch) {
      throw new CertificateException(DaneExplainer.explain(mismatch).sentence());
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("DANE is about servers");
  }

  /// None: it is not known which authority a record means before the server has shown it.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
