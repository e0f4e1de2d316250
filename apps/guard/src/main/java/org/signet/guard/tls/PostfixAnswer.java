package org.signet.guard.tls;

import org.signet.store.TlsAnswer.Basis;

/// What Postfix is told about a domain, and why.
///
/// @param reason in a sentence
public record PostfixAnswer(Said said, Basis basis, String reason) {
  /// What Postfix is told.
  public sealed interface Said {
    /// A level, perhaps with attributes, as in `smtp_tls_policy_maps` (postconf(5)).
    record Level(String text) implements Said {}

    /// Nothing: the level stands that the operator has set for all mail.
    record Nothing() implements Said {}

    /// To keep the mail, and to ask again.
    record Wait() implements Said {}

    /// As a person writes it.
    default String words() {
      return switch (this) {
        case Level(var text) -> text;
        case Nothing _ -> "NOTFOUND";
        case Wait _ -> "TEMP";
      };
    }
  }

  /// As it goes over the wire.
  SocketmapReply reply() {
    return switch (said) {
      case Said.Level(var text) -> SocketmapReply.found(text);
      case Said.Nothing _ -> SocketmapReply.notFound();
      case Said.Wait _ -> SocketmapReply.temporary(reason);
    };
  }
}
