package org.signet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.signet.guard.Configuration;
import org.signet.https.Reach;

/// How far a program goes in the web.
final class Webs {
  private Webs() {}

  static Reach reach(Configuration.Web web) throws CommandFailure {
    var reach = Reach.PUBLIC.alsoTo(web.networks());
    return web.authorities().isPresent()
        ? reach.believing(certificates(web.authorities().get()))
        : reach;
  }

  /// The certificates in a file of PEM.
  static List<X509Certificate> certificates(Path file) throws CommandFailure {
    try (var in = Files.newInputStream(file)) {
      var read = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (read.isEmpty()) {
        throw CommandFailure.unreadable(Shown.name(file.toString()) + " holds no certificate");
      }
      return read.stream().map(X509Certificate.class::cast).toList();
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    } catch (CertificateException e) {
      throw CommandFailure.unreadable(
          Shown.name(file.toString()) + " holds no certificates (PEM): " + e.getMessage());
    }
  }
}
