package org.signet.setup.imports;

/// Where something stands.
///
/// @param line from 1
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
