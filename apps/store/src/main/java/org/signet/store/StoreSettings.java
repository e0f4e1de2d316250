package org.signet.store;

import java.nio.file.Path;
import java.util.Optional;

/// Where a store is.
public sealed interface StoreSettings {
  /// In a folder of this host, for one process at a time.
  record Folder(Path folder) implements StoreSettings {}

  /// In a PostgreSQL database, which several hosts may share.
  ///
  /// @param url such as `jdbc:postgresql://db.example/signet`; it may hold options of the driver
  /// @param passwordFile its first line is the password; empty where the server wants none
  record Server(String url, String user, Optional<Path> passwordFile) implements StoreSettings {}
}
