package org.signet.keyring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.dkim.KeyProblem;
import org.signet.dkim.KeyReading;
import org.signet.dkim.Signatory;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;

/// The keys that sign now, of every domain in a folder, for whoever signs mail. Safe for many
/// threads.
///
/// What was read is kept, and looked at again after [#RECHECK] by the state file's own times; a
/// domain is read when it is first asked for. So a domain that is added, or a step that another
/// process takes, needs no restart and no signal.
public final class SigningKeys {
  /// How long a change may go unnoticed. A key that retires keeps its record for days.
  public static final Duration RECHECK = Duration.ofSeconds(10);

  private final FolderStore store;
  private final InstantSource clock;
  private final ConcurrentHashMap<Domain, Known> known = new ConcurrentHashMap<>();

  public SigningKeys(KeyFolder folder, InstantSource clock) {
    this.store = folder.store();
    this.clock = clock;
  }

  /// What there is to sign with.
  public sealed interface Keys {
    /// A key of each type that the domain uses, the RSA key first.
    record Ready(List<Signer> signers) implements Keys {
      public Ready {
        signers = List.copyOf(signers);
      }
    }

    /// The domain has no key that signs.
    record None() implements Keys {}

    /// The state of the domain cannot be read.
    record Trouble(StateReading why) implements Keys {}

    /// The private key of the domain cannot be used.
    record Locked(Path file, KeyProblem why) implements Keys {}
  }

  /// A key and the name that its signatures carry in `s=`.
  public record Signer(Domain selector, SigningKey key) {}

  /// @param print what tells one state file from the next
  private record Known(Keys keys, Optional<Print> print, Instant looked) {}

  private record Print(Object file, Instant changed, long octets) {}

  /// The keys that sign for a domain.
  public Keys of(Domain domain) {
    if (!Signatory.isForSigning(domain)) {
      return new Keys.None();
    }
    var now = clock.instant();
    var last = known.get(domain);
    if (last != null && now.isBefore(last.looked().plus(RECHECK))) {
      return last.keys();
    }
    var print = print(domain);
    if (print.isEmpty()) {
      known.remove(domain);
      return new Keys.None();
    }
    var keys = last != null && last.print().equals(print) ? last.keys() : read(domain);
    known.put(domain, new Known(keys, print, now));
    return keys;
  }

  private Optional<Print> print(Domain domain) {
    try {
      var file = store.folder(domain).resolve(FolderStore.STATE);
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      var identity = Optional.ofNullable(found.fileKey()).orElse("");
      return Optional.of(new Print(identity, found.lastModifiedTime().toInstant(), found.size()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Keys read(Domain domain) {
    var reading = store.read(domain);
    if (!(reading instanceof StateReading.Read(var state))) {
      return reading instanceof StateReading.Absent ? new Keys.None() : new Keys.Trouble(reading);
    }
    var signers = new ArrayList<Signer>();
    for (var key : state.active()) {
      switch (store.privateKey(domain, key.file())) {
        case KeyReading.Read(var secret) -> signers.add(new Signer(key.selector(), secret));
        case KeyReading.Refused(var why) -> {
          return new Keys.Locked(store.folder(domain).resolve(key.file()), why);
        }
      }
    }
    signers.sort(Comparator.comparing(signer -> KeyType.of(signer.key().publicKey())));
    return signers.isEmpty() ? new Keys.None() : new Keys.Ready(signers);
  }
}
