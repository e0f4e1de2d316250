package org.signet.dkim;

import java.time.Duration;
import java.util.Optional;

/// How a domain signs. RFC 6376 §3.5 and §5.
///
/// What is no choice: the fields that are signed ([SigningTable]), all of the body (never `l=`),
/// and SHA-256.
///
/// @param lifetime how long a signature holds (`x=`); for ever where empty
/// @param agent on whose behalf the domain signs (`i=`); the domain alone where empty
/// @param way what the servers that the message will pass are known to carry
/// @param isStrict whether a message with a [Hazard] is refused
public record Practice(
    Canonicalization headerForm,
    Canonicalization bodyForm,
    Optional<Duration> lifetime,
    Optional<Agent> agent,
    Way way,
    boolean isStrict) {
  /// `relaxed/relaxed`, without a term, over a way of which nothing is known.
  public static final Practice USUAL =
      new Practice(
          Canonicalization.RELAXED,
          Canonicalization.RELAXED,
          Optional.empty(),
          Optional.empty(),
          Way.UNKNOWN,
          false);

  /// What servers carry without changing it.
  public enum Way {
    /// Nothing beyond ASCII, for all that is known. RFC 5321 §2.3.1
    UNKNOWN,
    /// Bodies of any octets. RFC 6152
    EIGHT_BIT,
    /// Bodies of any octets, and header fields in UTF-8. RFC 6531
    UTF8
  }

  /// @throws IllegalArgumentException for a lifetime that is not a second at least
  public Practice {
    if (lifetime.isPresent() && lifetime.get().toSeconds() < 1) {
      throw new IllegalArgumentException("a signature that never holds: " + lifetime.get());
    }
  }

  /// The same with these canonical forms.
  public Practice in(Canonicalization header, Canonicalization body) {
    return new Practice(header, body, lifetime, agent, way, isStrict);
  }

  /// The same with signatures that hold for so long.
  public Practice expiringAfter(Duration time) {
    return new Practice(headerForm, bodyForm, Optional.of(time), agent, way, isStrict);
  }

  /// The same on behalf of an agent.
  public Practice onBehalfOf(Agent whom) {
    return new Practice(headerForm, bodyForm, lifetime, Optional.of(whom), way, isStrict);
  }

  /// The same over such a way.
  public Practice over(Way known) {
    return new Practice(headerForm, bodyForm, lifetime, agent, known, isStrict);
  }

  /// The same, refusing what is likely to be changed on the way.
  public Practice strict() {
    return new Practice(headerForm, bodyForm, lifetime, agent, way, true);
  }
}
