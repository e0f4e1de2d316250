package org.signet.setup.imports;

import java.util.List;

/// What came of the configuration of other programs.
///
/// @param toml a configuration of ours. It is whole when `domains` is not empty
/// @param keys to be taken over
/// @param notices what has no equivalent, or another one, in the order in which it was met
public record Imported(String toml, List<Adoption> keys, List<Notice> notices) {
  public Imported {
    keys = List.copyOf(keys);
    notices = List.copyOf(notices);
  }
}
