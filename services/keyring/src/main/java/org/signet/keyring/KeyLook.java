package org.signet.keyring;

import java.time.Instant;
import java.util.Optional;
import org.signet.dkim.KeyProblem;
import org.signet.dkim.KeyReading;
import org.signet.foundation.text.Domain;
import org.signet.keyring.Sighting.View;

/// A look at one key: what was noted, and whether it may move on.
final class KeyLook {
  KeyState noted;
  DomainKey key;
  Optional<Stage> next = Optional.empty();
  Optional<Waiting> waiting = Optional.empty();
  Optional<Domain> zone = Optional.empty();

  /// Whether no server shows what should be there, so that it must be sent to the primary again.
  boolean mustPublish = false;

  private final KeySurvey survey;
  private final KeyStore store;

  KeyLook(KeySurvey survey, KeyStore store, KeyState state, DomainKey key, Instant now) {
    this.survey = survey;
    this.store = store;
    this.noted = state;
    this.key = key;
    switch (key.stage()) {
      case PENDING -> pending(now);
      case PUBLISHED -> published(now);
      case ACTIVE, REMOVED -> {}
      case RETIRING -> retiring(now);
      case REVOKED -> revoked(now);
    }
  }

  private void note(DomainKey newer) {
    var older = key;
    noted = noted.noting(one -> one.equals(older) ? newer : one);
    key = newer;
  }

  private Sighting see() {
    var seen = survey.directly(noted.recordName(key), key.publicKey());
    seen.longestTtl().ifPresent(ttl -> note(key.withTtl(ttl)));
    if (seen instanceof Sighting.Servers servers) {
      zone = Optional.of(servers.zone());
    }
    return seen;
  }

  private void pending(Instant now) {
    if (isFound(now)) {
      next = Optional.of(Stage.PUBLISHED);
    }
  }

  /// Whether every server shows the record, and those of a customer the aliases that lead to it;
  /// otherwise the key waits for that.
  private boolean isFound(Instant now) {
    var seen = see();
    var aliases = survey.aliases(noted.aliases());
    note(key.withTtl(aliases.longestTtl()));
    var isOther = aliases.isOther() || seen.views(Sighting::isSame).containsValue(View.DIFFERS);
    if (key.stage() == Stage.PUBLISHED && isOther) {
      note(key.goneAt(now));
    }
    if (!seen.everywhere(Sighting::isSame)) {
      waiting = Optional.of(new Waiting.ForServers(key, seen));
      mustPublish = !seen.somewhere(Sighting::isSame);
      return false;
    }
    if (!aliases.missing().isEmpty()) {
      waiting = Optional.of(new Waiting.ForAliases(key, aliases.missing()));
      return false;
    }
    return true;
  }

  /// Before it signs, it is looked for once more. Where it went away meanwhile, caches may hold
  /// what stands there now, and when it is back the wait for them begins anew.
  private void published(Instant now) {
    if (key.gone().isPresent()) {
      if (isFound(now)) {
        note(key.at(Stage.PUBLISHED, now));
        whenDue(now, Stage.ACTIVE);
      }
      return;
    }
    whenDue(now, Stage.ACTIVE);
    if (next.isEmpty()) {
      return;
    }
    next = Optional.empty();
    if (!isFound(now)) {
      return;
    }
    switch (store.privateKey(noted.domain(), key.file())) {
      case KeyReading.Refused(var why) ->
          waiting = Optional.of(new Waiting.ForPrivateKey(key, why));
      case KeyReading.Read(var secret) when !secret.publicKey().equals(key.publicKey()) ->
          waiting = Optional.of(new Waiting.ForPrivateKey(key, new KeyProblem.Inconsistent()));
      case KeyReading.Read _ -> whenDue(now, Stage.ACTIVE);
    }
  }

  private void whenDue(Instant now, Stage then) {
    var due = Rotation.due(noted, key);
    if (due.isPresent() && now.isBefore(due.get().time())) {
      waiting = Optional.of(due.get());
    } else if (due.isPresent()) {
      next = Optional.of(then);
    }
  }

  /// The record may have got a longer TTL since; that is seen when it is about to go.
  private void retiring(Instant now) {
    whenDue(now, Stage.REVOKED);
    if (next.isPresent() && !key.isCompromised()) {
      next = Optional.empty();
      see();
      whenDue(now, Stage.REVOKED);
    }
  }

  private void revoked(Instant now) {
    if (key.gone().isEmpty()) {
      var seen = see();
      if (!seen.everywhere(Sighting::isGone)) {
        waiting = Optional.of(new Waiting.ForServers(key, seen));
        mustPublish = !seen.somewhere(Sighting::isGone);
        return;
      }
      note(key.goneAt(now));
    }
    whenDue(now, Stage.REMOVED);
  }
}
