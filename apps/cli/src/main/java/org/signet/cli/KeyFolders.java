package org.signet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.KeyKind;
import org.signet.dkim.SigningKey;
import org.signet.dns.Authorities;
import org.signet.foundation.explain.Json;
import org.signet.foundation.text.Domain;
import org.signet.keyring.KeyFolder;
import org.signet.keyring.KeyState;
import org.signet.keyring.KeySurvey;
import org.signet.keyring.Keyring;
import org.signet.keyring.Publishing;

/// What the commands on a folder of keys have in common.
final class KeyFolders {
  private KeyFolders() {}

  /// The one that is named, or all in the folder.
  static List<Domain> domains(KeyFolder folder, Optional<Domain> named) throws CommandFailure {
    if (named.isPresent()) {
      return List.of(named.get());
    }
    try {
      return folder.domains();
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(folder.root().toString()) + ": " + Shown.reason(e));
    }
  }

  /// How the servers of a key are asked.
  static KeySurvey survey(Run run, boolean isZoneText) {
    var authorities = new Authorities(run.world().dns(), run.servers());
    return isZoneText
        ? KeySurvey.ofZoneText(authorities, run.world().dns())
        : new KeySurvey(authorities);
  }

  static Keyring keyring(
      KeyFolder folder, KeySurvey survey, Publishing publishing, InstantSource clock) {
    return new Keyring(folder, survey, publishing, clock, KeyFolders::make);
  }

  private static SigningKey make(KeyKind kind) {
    return SigningKey.make(kind, new SecureRandom());
  }

  /// How long the primary server may take to answer an update.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /// The records that should be published for a domain now, as zone text behind an empty line.
  static String records(KeyState state) {
    var text = new StringBuilder();
    state.aliases().forEach(alias -> text.append(alias.zoneText()));
    state
        .keys()
        .forEach(key -> state.wanted(key).ifPresent(record -> text.append(record.zoneText())));
    return text.isEmpty() ? "" : "\n" + text;
  }

  /// The state of a domain: what its keys are, and what should be published.
  static String json(KeyState state) {
    var json = new Json();
    write(json, state);
    return json.toString();
  }

  static void write(Json json, KeyState state) {
    json.beginObject();
    json.member("domain", state.domain().text());
    json.member("held", state.isHeld());
    json.name("keys").beginArray();
    for (var key : state.keys()) {
      json.beginObject();
      json.member("selector", key.selector().text());
      KeyText.write(json, key.publicKey());
      json.member("stage", key.stage().word());
      json.member("since", key.since().toString());
      json.member("compromised", key.isCompromised());
      state.wanted(key).ifPresent(record -> KeyText.write(json.name("record"), record));
      json.endObject();
    }
    json.endArray();
    json.name("aliases").beginArray();
    for (var alias : state.aliases()) {
      json.beginObject();
      json.member("name", alias.name().text()).member("target", alias.target().text());
      json.endObject();
    }
    json.endArray().endObject();
  }

  /// A file failed while keys were changed.
  static CommandFailure failure(Path root, IOException e) {
    return CommandFailure.unreadable(
        "cannot change " + Shown.name(root.toString()) + ": " + Shown.reason(e));
  }
}
