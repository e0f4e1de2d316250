package org.signet.guard;

import java.util.List;
import org.signet.dkim.Signatory;
import org.signet.foundation.text.Domain;
import org.signet.keyring.SigningKeys;
import org.signet.message.Address;
import org.signet.message.Ambiguity;

/// What is done with a message on its way out: who signs it, or why nobody does.
public sealed interface Outbound {
  /// It is signed.
  ///
  /// @param signatories at least one
  record Sign(List<Signatory> signatories) implements Outbound {
    /// @throws IllegalArgumentException where there is none
    public Sign {
      signatories = List.copyOf(signatories);
      if (signatories.isEmpty()) {
        throw new IllegalArgumentException("nobody signs");
      }
    }
  }

  /// It goes out as it is.
  record DoNotSign(Why why) implements Outbound {}

  /// It does not go out; the sender is told.
  record Refuse(Why why, ReplyCode code) implements Outbound {}

  /// Why a message is not signed.
  sealed interface Why {
    /// It is a stranger's, or was here before.
    record NotOurs(Direction direction) implements Why {}

    /// Programs may disagree about who the author is, or there is none.
    record AuthorUnclear(List<Ambiguity> ambiguities) implements Why {
      public AuthorUnclear {
        ambiguities = List.copyOf(ambiguities);
      }
    }

    /// The login writes under an address that it does not own.
    record NotOwned(String login, Address address, Part part) implements Why {}

    /// Who should know whether the login owns the address cannot tell now.
    record OwnershipUnknown(String login, Address address, Ownership.Why why) implements Why {}

    /// None of the domains that could sign has a key that signs.
    record NoKeys(List<Domain> asked) implements Why {
      public NoKeys {
        asked = List.copyOf(asked);
      }
    }

    /// A domain that should sign has keys, and they cannot be used.
    record KeysUnusable(Domain domain, SigningKeys.Keys keys) implements Why {}
  }

  /// Where an address stands.
  enum Part {
    /// In the From field.
    AUTHOR,
    /// In MAIL FROM.
    ENVELOPE
  }
}
