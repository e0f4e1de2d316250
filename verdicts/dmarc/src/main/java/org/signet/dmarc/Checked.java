package org.signet.dmarc;

/// One identifier and how it stands to the author's domain.
public record Checked(Identifier identifier, Alignment alignment) {
  /// Whether it authenticates the author's domain.
  public boolean counts() {
    return identifier.standing() instanceof Identifier.Standing.Authenticated
        && alignment.isAligned();
  }
}
