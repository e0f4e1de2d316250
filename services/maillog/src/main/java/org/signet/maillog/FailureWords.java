package org.signet.maillog;

import java.util.Optional;
import org.signet.maillog.Connection.Failure;

/// What Postfix's words about TLS mean.
final class FailureWords {
  private FailureWords() {}

  /// The failure that a message was put off for; empty where it was for something else, or for a
  /// fault of our own side.
  ///
  /// @param certificate what was found about the certificate before; empty where nothing was
  static Optional<Failure> of(String said, String certificate) {
    if (said.startsWith("TLS is required, but was not offered")
        || (said.startsWith("TLS is required, but host ") && said.contains(" refused to "))) {
      return Optional.of(Failure.STARTTLS_NOT_SUPPORTED);
    }
    if (said.startsWith("Server certificate not ")) {
      return Optional.of(ofCertificate(certificate));
    }
    if (said.startsWith("Cannot start TLS: ")) {
      return Optional.of(Failure.VALIDATION_FAILURE);
    }
    if (said.startsWith("TLSA lookup error ")) {
      return Optional.of(Failure.DNSSEC_INVALID);
    }
    if (said.startsWith("no TLSA records found") || said.startsWith("non DNSSEC destination")) {
      return Optional.of(Failure.DANE_REQUIRED);
    }
    return Optional.empty();
  }

  /// The words are those of OpenSSL. That no TLSA record matches has no name of its own (§4.3.2.1).
  private static Failure ofCertificate(String words) {
    if (words.contains("hostname mismatch")) {
      return Failure.CERTIFICATE_HOST_MISMATCH;
    }
    if (words.contains("expired")) {
      return Failure.CERTIFICATE_EXPIRED;
    }
    boolean isNotTrusted =
        words.contains("untrusted issuer")
            || words.contains("not trusted")
            || words.contains("self-signed")
            || words.contains("self signed");
    return isNotTrusted ? Failure.CERTIFICATE_NOT_TRUSTED : Failure.VALIDATION_FAILURE;
  }

  /// Whether a process lost its connection, after which Postfix may try the same host in clear.
  static boolean isLoss(String said) {
    return said.startsWith("lost connection with ")
        || said.startsWith("conversation with ")
        || said.startsWith("Cannot start TLS: ");
  }
}
