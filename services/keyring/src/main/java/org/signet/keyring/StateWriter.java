package org.signet.keyring;

import org.signet.dkim.KeyRecord;

/// Writes a state as text that [StateReader] reads, and a person too.
final class StateWriter {
  private final StringBuilder out = new StringBuilder(1024);

  private StateWriter() {}

  static String text(KeyState state) {
    var writer = new StateWriter();
    writer.line(
        "# Kept by Signet. \"signet key show\" explains it; \"signet key rotate\" changes it.");
    writer.line(StateReader.VERSION);
    writer.line("domain " + state.domain());
    switch (state.naming()) {
      case Naming.Fresh() -> {}
      case Naming.Alternating(var zone) -> writer.line("zone " + zone);
    }
    if (!state.validity().isZero()) {
      writer.line("validity " + state.validity().toSeconds());
    }
    if (state.isHeld()) {
      writer.line("held");
    }
    state.keys().forEach(key -> writer.key("key", key));
    if (state.undo().isPresent()) {
      writer.line("undo " + state.undo().get().step().word());
      state.undo().get().before().forEach(key -> writer.key("before", key));
    }
    return writer.out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void key(String word, DomainKey key) {
    out.append(word).append(' ').append(key.selector());
    out.append(' ').append(key.stage().word());
    out.append(" since ").append(key.since());
    out.append(" ttl ").append(key.ttl().toSeconds());
    key.gone().ifPresent(gone -> out.append(" gone ").append(gone));
    if (key.isCompromised()) {
      out.append(" compromised");
    }
    out.append(" file ").append(key.file()).append('\n');
    var type = KeyType.of(key.publicKey()).word();
    line("  k=" + type + "; p=" + KeyRecord.base64(key.publicKey()));
  }
}
