package org.signet.dane;

import java.util.List;
import org.signet.foundation.text.Domain;

/// What came of holding a server's certificates against what it pinned.
public sealed interface DaneMatch {
  /// They match.
  ///
  /// @param pin the record that was met
  /// @param depth which certificate met it: 0 for the server's own, 1 for its issuer. A key that
  ///     stands in the record alone has the depth of what it signed.
  record Matched(Pin pin, int depth) implements DaneMatch {}

  /// They do not, and the server must not be given the mail.
  sealed interface Mismatch extends DaneMatch {}

  /// The server showed no certificate.
  record NoCertificate() implements Mismatch {}

  /// No record is about one of these certificates.
  record NoneMatches() implements Mismatch {}

  /// An authority is met, but the certificate is for other names.
  ///
  /// @param names what it is for, as it says
  record OtherName(Pin pin, List<Domain> wanted, List<String> names) implements Mismatch {
    public OtherName {
      wanted = List.copyOf(wanted);
      names = List.copyOf(names);
    }
  }

  /// A record is met, but no valid chain leads from the server's certificate to an authority.
  ///
  /// @param why in the words of the path validation
  record BrokenChain(Pin pin, Flaw flaw, String why) implements Mismatch {}

  /// What is wrong with a chain.
  enum Flaw {
    /// A certificate of it has run out, or is not valid yet.
    TIME,
    /// The server's certificate is for another use.
    PURPOSE,
    /// Anything else: a signature, a constraint, an issuer that is no authority.
    PATH
  }
}
