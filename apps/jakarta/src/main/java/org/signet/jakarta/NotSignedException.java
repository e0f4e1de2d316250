package org.signet.jakarta;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.Serial;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningExplainer;
import org.signet.foundation.explain.Explanation;

/// A message was not written, and so not sent, because it may not be signed. The text says why, and
/// what mends it.
///
/// It names an IOException as its cause. So Angus Mail closes the connection in which it had
/// announced the message, and the server does not take what comes next for its content.
public final class NotSignedException extends MessagingException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Signing.Refused refused;

  NotSignedException(Signing.Refused refused) {
    super(words(SigningExplainer.explain(refused)), new IOException("nothing was written"));
    this.refused = refused;
  }

  private static String words(Explanation explanation) {
    return Stream.concat(Stream.of(explanation), explanation.because().stream())
        .map(Explanation::sentence)
        .collect(Collectors.joining(" "));
  }

  /// The reasons, as data.
  public Signing.Refused refused() {
    return refused;
  }
}
