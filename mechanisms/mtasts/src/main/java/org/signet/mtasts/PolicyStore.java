package org.signet.mtasts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Domain;

/// Where policies are kept from one run of the program to the next: who forgets one lets an
/// attacker hide it (RFC 8461 §10.2). Safe for many threads; a store that cannot be reached throws.
public interface PolicyStore {
  /// Policies in a folder; some thousand domains of the Internet have one.
  int MOST_POLICIES = 100_000;

  Optional<CachedPolicy> load(Domain domain);

  /// Keeps this policy in place of any other of the domain.
  void save(Domain domain, CachedPolicy policy);

  void remove(Domain domain);

  /// Domains whose policies were fetched before this moment, those that wait longest first.
  ///
  /// @param most how many are wanted
  List<Domain> fetchedBefore(Instant moment, int most);

  /// A store in memory, which forgets the policies that were fetched longest ago where it would
  /// hold more than `mostChars` of their text.
  static PolicyStore inMemory(int mostChars) {
    return new MemoryPolicyStore(mostChars);
  }

  /// A store in a folder, which is made where it is missing. It keeps at most [#MOST_POLICIES]; the
  /// policy of a further domain lives in memory only.
  static PolicyStore inFolder(Path folder) throws IOException {
    return FolderPolicyStore.open(folder, MOST_POLICIES);
  }
}
