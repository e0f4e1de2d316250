package org.signet.arc;

/// What one host added to the message (RFC 8617 §4.2): three fields of one instance.
public record ArcSet(ArcAuthenticationResults results, ArcMessageSignature message, ArcSeal seal) {
  public ArcSet {
    if (results.instance() != message.instance() || message.instance() != seal.instance()) {
      throw new IllegalArgumentException("the fields of a set have one instance");
    }
  }

  /// Its place in the chain: 1 for the first host.
  public int instance() {
    return seal.instance();
  }
}
