package org.signet.keyring;

import java.io.IOException;
import org.signet.dkim.KeyReading;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;

/// Where states and private keys are kept. One caller at a time changes a domain.
interface KeyStore {
  StateReading read(Domain domain);

  /// Puts the state in the place of the one before, whole or not at all.
  void write(KeyState state) throws IOException;

  /// Keeps a new private key under a name that is not taken.
  void keep(Domain domain, String file, SigningKey key) throws IOException;

  KeyReading privateKey(Domain domain, String file);

  /// Destroys a private key. That it is not there is no failure.
  void erase(Domain domain, String file) throws IOException;

  /// Puts the state in the place of the one before, and then erases the keys of which only that one
  /// knew, undo included.
  default void replace(KeyState before, KeyState after) throws IOException {
    write(after);
    var obsolete = before.files();
    obsolete.removeAll(after.files());
    for (var file : obsolete) {
      erase(before.domain(), file);
    }
  }

  /// Keeps others, of this and other processes, from changing the domain until it is closed.
  Lock lock(Domain domain) throws IOException;

  /// A domain that nobody else changes.
  interface Lock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
