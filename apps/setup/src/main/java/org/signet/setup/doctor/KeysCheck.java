package org.signet.setup.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyExplainer;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;
import org.signet.guard.Configuration;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.KeyringExplainer;
import org.signet.keyring.SigningKeys;

/// Whether the guard has a key to sign with for each of its domains.
public final class KeysCheck {
  private static final String TOPIC = "keys";

  private KeysCheck() {}

  /// Of the folder of the configuration, as who runs this may read it.
  public static List<Finding> of(
      Configuration configuration, KeyAccess access, InstantSource clock) {
    var folder = configuration.signing().keys();
    if (folder.isEmpty()) {
      return List.of(
          Finding.of(TOPIC, Mark.WARN, "No folder of keys is named: what you send is not signed.")
              .mend("keys = \"/var/lib/signet/keys\" under [signing]"));
    }
    if (!Files.isDirectory(folder.get())) {
      return List.of(
          Finding.of(TOPIC, Mark.BAD, "There is no folder " + folder.get() + " with keys.")
              .mend(rotate(folder.get(), configuration.domains().getFirst())));
    }
    var findings = new ArrayList<Finding>();
    rights(folder.get(), findings);
    var keys = new SigningKeys(new KeyFolder(folder.get(), access), clock);
    for (var domain : configuration.domains()) {
      findings.add(of(domain, keys.of(domain), folder.get()));
    }
    return findings;
  }

  private static void rights(Path folder, List<Finding> findings) {
    try {
      var rights = Files.getPosixFilePermissions(folder);
      if (rights.contains(PosixFilePermission.OTHERS_WRITE)
          || rights.contains(PosixFilePermission.OTHERS_READ)) {
        findings.add(
            Finding.of(TOPIC, Mark.WARN, "Everybody on this host can look into " + folder + ".")
                .mend("chmod o= " + folder));
      }
    } catch (IOException | UnsupportedOperationException _) {
      findings.add(Finding.of(TOPIC, Mark.UNKNOWN, "Who may read " + folder + " is not known."));
    }
  }

  private static String rotate(Path folder, Domain domain) {
    return "signet key rotate --keys " + folder + " --domain " + domain;
  }

  private static Finding of(Domain domain, SigningKeys.Keys keys, Path folder) {
    return switch (keys) {
      case SigningKeys.Keys.Ready(var signers) ->
          Finding.of(
              TOPIC,
              Mark.GOOD,
              signers.stream()
                  .map(signer -> signer.selector().text())
                  .collect(Collectors.joining(" and ", "The key ", " signs for " + domain + ".")));
      case SigningKeys.Keys.None _ ->
          Finding.of(TOPIC, Mark.WARN, "No key signs for " + domain + ".")
              .mend(rotate(folder, domain));
      case SigningKeys.Keys.Trouble(var why) -> {
        var words = KeyringExplainer.explain(domain, why);
        yield Finding.of(TOPIC, Mark.BAD, words.sentence());
      }
      case SigningKeys.Keys.Locked(var file, var why) ->
          Finding.of(TOPIC, Mark.BAD, KeyExplainer.explain(file, why).sentence());
    };
  }
}
