package org.signet.guard.serve;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.signet.dkim.KeyAccess;
import org.signet.foundation.text.Domain;
import org.signet.guard.ConfigProblem;
import org.signet.guard.Configuration;
import org.signet.guard.Guard;
import org.signet.guard.Memory;
import org.signet.guard.OwnersSource;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.SigningKeys;
import org.signet.verifier.Verifier;
import org.signet.verifier.VerifierSettings;
import org.signet.verifier.World;

/// What messages are judged and signed by, under one configuration. A new configuration makes a new
/// duty; messages that have begun keep the one they began with.
record Duty(
    Configuration configuration,
    InstantSource clock,
    Verifier verifier,
    Guard guard,
    HeldBodies bodies) {
  /// The group in which the packaged daemon runs.
  private static final String GROUP = "signet";

  /// What came of making one.
  sealed interface Making {
    record Made(Duty duty) implements Making {}

    /// A file that the configuration names is wrong.
    record Wrong(ConfigProblem problem) implements Making {}
  }

  /// Makes one.
  ///
  /// @param memory outlives configurations, as `bodies` does
  /// @throws IOException where a file that the configuration names cannot be read
  static Making of(Configuration configuration, World world, Memory memory, HeldBodies bodies)
      throws IOException {
    return switch (configuration.signing().owners().open()) {
      case OwnersSource.Opened.Wrong(var problem) -> new Making.Wrong(problem);
      case OwnersSource.Opened.Ready(var owners) -> {
        var keys = keys(configuration, world.clock());
        var guard = new Guard(configuration, owners, keys, memory);
        var verifier = new Verifier(world, settings(configuration));
        yield new Making.Made(new Duty(configuration, world.clock(), verifier, guard, bodies));
      }
    };
  }

  /// How messages are judged.
  static VerifierSettings settings(Configuration configuration) {
    return VerifierSettings.defaults()
        .as(configuration.authservId())
        .trusting(configuration.sealers());
  }

  private static Function<Domain, SigningKeys.Keys> keys(
      Configuration configuration, InstantSource clock) {
    var folder = configuration.signing().keys();
    return folder.isPresent()
        ? new SigningKeys(new KeyFolder(folder.get(), KeyAccess.system(Set.of(GROUP))), clock)::of
        : _ -> new SigningKeys.Keys.None();
  }
}
