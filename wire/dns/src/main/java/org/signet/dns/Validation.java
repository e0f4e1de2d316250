package org.signet.dns;

/// Who finds out what is signed: what an operator chooses.
public sealed interface Validation {
  /// We do, whatever the name servers think of it.
  record Local(TrustAnchors anchors) implements Validation {}

  /// The name servers do, which are on this host and are believed.
  record Believed() implements Validation {}

  /// Nobody does: every answer is [Security#UNCHECKED].
  record Nobody() implements Validation {}
}
