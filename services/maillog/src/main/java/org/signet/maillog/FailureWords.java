package org.signet.maillog;

import java.util.Optional;
import org.signet.tlsrpt.ResultType;

/// What Postfix's words about TLS mean.
final class FailureWords {
  private FailureWords() {}

  /// The failure that a message was put off for; empty where it was for something else, or for a
  /// fault of our own side.
  ///
  /// @param certificate what was found about the certificate before; empty where nothing was
  static Optional<ResultType> of(String said, String certificate) {
    if (said.startsWith("TLS is required, but was not offered")
        || (said.startsWith("TLS is required, but host ") && said.contains(" refused to "))) {
      return Optional.of(ResultType.STARTTLS_NOT_SUPPORTED);
    }
    if (said.startsWith("Server certificate not ")) {
      return Optional.of(ofCertificate(certificate));
    }
    if (said.startsWith("Cannot start TLS: ")) {
      return Optional.of(ResultType.VALIDATION_FAILURE);
    }
    if (said.startsWith("TLSA lookup error ")) {
      return Optional.of(ResultType.DNSSEC_INVALID);
    }
    if (said.startsWith("no TLSA records found") || said.startsWith("non DNSSEC destination")) {
      return Optional.of(ResultType.DANE_REQUIRED);
    }
    return Optional.empty();
  }

  /// The words are those of OpenSSL.
  private static ResultType ofCertificate(String words) {
    if (words.contains("hostname mismatch")) {
      return ResultType.CERTIFICATE_HOST_MISMATCH;
    }
    if (words.contains("expired")) {
      return ResultType.CERTIFICATE_EXPIRED;
    }
    if (words.contains("TLSA")) {
      return ResultType.TLSA_INVALID;
    }
    boolean isNotTrusted =
        words.contains("untrusted issuer")
            || words.contains("not trusted")
            || words.contains("self-signed")
            || words.contains("self signed");
    return isNotTrusted ? ResultType.CERTIFICATE_NOT_TRUSTED : ResultType.VALIDATION_FAILURE;
  }

  /// Whether a process lost its connection, after which Postfix may try the same host in clear.
  static boolean isLoss(String said) {
    return said.startsWith("lost connection with ")
        || said.startsWith("conversation with ")
        || said.startsWith("Cannot start TLS: ");
  }
}
