package org.signet.https;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.signet.foundation.text.Domain;

/// Takes the certificate of one host: a chain to an authority that is believed, in its time, with
/// the host among its DNS-IDs. RFC 8461 §3.3 for the policy host, §4.2 for a mail host.
public final class HostTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager chains;
  private final Domain host;

  private HostTrust(X509ExtendedTrustManager chains, Domain host) {
    this.chains = chains;
    this.host = host;
  }

  /// One that believes whom `reach` believes.
  public static HostTrust in(Domain host, Reach reach) {
    return new HostTrust(reach.trust(), host);
  }

  static HostTrust by(X509ExtendedTrustManager chains, Domain host) {
    return new HostTrust(chains, host);
  }

  private void checkName(X509Certificate[] chain) throws CertificateException {
    if (!DnsIds.name(chain[0], host)) {
      throw new CertificateException("the certificate is not for " + host);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    chains.checkServerTrusted(chain, authType);
    checkName(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    chains.checkServerTrusted(chain, authType, socket);
    checkName(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    chains.checkServerTrusted(chain, authType, engine);
    checkName(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no client is asked for a certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
