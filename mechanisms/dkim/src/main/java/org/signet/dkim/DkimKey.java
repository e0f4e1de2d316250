package org.signet.dkim;

import java.util.List;
import org.signet.foundation.text.Problem;
import org.signet.foundation.text.TagList;

/// What one TXT record at a selector is. RFC 6376 §3.6.1.
public sealed interface DkimKey {
  /// Reads a record, its strings joined.
  static DkimKey parse(String record) {
    return KeyReader.read(record);
  }

  /// A key. Whether it is strong enough, and fit for a signature, is another question.
  ///
  /// @param hashes the words of `h=`; empty where every hash is allowed
  /// @param services the words of `s=`; `*` stands for every service
  /// @param flags the words of `t=`
  record Usable(
      DkimPublicKey key,
      List<String> hashes,
      List<String> services,
      List<String> flags,
      TagList tags)
      implements DkimKey {
    public Usable {
      hashes = List.copyOf(hashes);
      services = List.copyOf(services);
      flags = List.copyOf(flags);
    }

    /// `t=y`: the domain only tries DKIM out.
    public boolean isTesting() {
      return flags.contains("y");
    }

    /// `t=s`: `i=` must name the signing domain itself.
    public boolean isStrict() {
      return flags.contains("s");
    }

    public boolean serves(String service) {
      return services.contains("*") || services.contains(service);
    }

    public boolean allows(HashAlgorithm algorithm) {
      return hashes.isEmpty() || hashes.contains(algorithm.word());
    }
  }

  /// `p=` is empty: the key was withdrawn.
  record Revoked(TagList tags) implements DkimKey {}

  /// A key record with a fault.
  record Unusable(Problem why) implements DkimKey {}

  /// A record that verifiers must pass over: none of DKIM's, of another version, or a key of a type
  /// that nobody here knows.
  record Ignored(Problem why) implements DkimKey {}
}
