package org.signet.guard.serve;

import java.util.Optional;
import org.signet.guard.LogWords;
import org.signet.store.KeptMessage;
import org.signet.store.Recorder;

/// Keeps what was judged, for those who ask later why. A store that is full or slow delays nobody.
final class Keeper implements GuardObserver {
  private final Recorder recorder;

  Keeper(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void done(Done message) {
    message
        .kept()
        .flatMap(kept -> kept.get().octets())
        .ifPresent(octets -> recorder.keep(kept(message, octets)));
  }

  private static KeptMessage kept(Done message, String octets) {
    var proof = message.proof().orElseThrow();
    var authors = proof.author().domains();
    return new KeptMessage(
        message.queueId(),
        proof.at(),
        LogWords.of(message.decided().direction()),
        LogWords.of(message.decided().done()),
        proof.author().isCertain() ? authors.stream().findFirst() : Optional.empty(),
        proof.dmarc().outcome().word(),
        octets);
  }
}
