package org.signet.keyring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.KeyAccess;
import org.signet.foundation.text.Domain;

/// The keys of many domains: a folder in which each domain has a folder, with the file `state` and
/// the private keys.
public final class KeyFolder {
  private final Path root;
  private final FolderStore store;

  /// @param access who else may read the private keys
  public KeyFolder(Path root, KeyAccess access) {
    this.root = root;
    this.store = new FolderStore(root, access);
  }

  public Path root() {
    return root;
  }

  /// The domains that have a folder here, in order.
  ///
  /// @throws IOException where the folder cannot be read
  public List<Domain> domains() throws IOException {
    var domains = new ArrayList<Domain>();
    try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (var folder : folders) {
        Domain.parse(String.valueOf(folder.getFileName()))
            .optional()
            .filter(Domain::isMailName)
            .ifPresent(domains::add);
      }
    }
    domains.sort(null);
    return domains;
  }

  /// How the keys of a domain stand.
  public StateReading read(Domain domain) {
    return domain.isMailName() ? store.read(domain) : new StateReading.Absent();
  }

  FolderStore store() {
    return store;
  }
}
