package org.signet.mtasts;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.https.Fetched;
import org.signet.https.Https;

/// The domain boats.example, whose record and policy change, seen by a sender whose clock a test
/// moves.
final class Harbour implements Resolver, Https {
  static final Domain BOATS = Domain.of("boats.example");
  static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  static final String ENFORCE =
      """
      version: STSv1
      mode: enforce
      mx: mx.boats.example
      mx: *.relay.example
      max_age: 604800
      """;

  private final List<URI> fetches = new ArrayList<>();
  private Resolver zone = ZoneResolver.of("");
  private Fetched page = new Fetched.Failed(Fetched.Cause.CONNECTION, "nothing is served");
  private Instant now = START;
  private int questions;

  private final PolicyStore store;
  private MtaSts sender;

  Harbour() {
    store = PolicyStore.inMemory(1 << 20);
    sender = newSender();
  }

  /// One with a valid policy, which is enforced.
  static Harbour enforcing() {
    return new Harbour().publishing("1").serving(ENFORCE);
  }

  Harbour publishing(String id) {
    return zone("_mta-sts.boats.example. 300 TXT \"v=STSv1; id=" + id + ";\"\n");
  }

  Harbour zone(String text) {
    zone = ZoneResolver.of(text);
    return this;
  }

  Harbour serving(String policy) {
    return serving(new Fetched.Answered(200, "text/plain", policy));
  }

  Harbour serving(Fetched page) {
    this.page = page;
    return this;
  }

  Harbour after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /// A sender that starts now, with the store of the one before.
  Harbour restarted() {
    sender = newSender();
    return this;
  }

  private MtaSts newSender() {
    return new MtaSts(this, this, () -> now, store);
  }

  MtaSts sender() {
    return sender;
  }

  PolicyStore store() {
    return store;
  }

  MtaStsResult lookup() {
    return sender.lookup(BOATS);
  }

  MtaStsOutcome outcome() {
    return lookup().outcome();
  }

  int fetches() {
    return fetches.size();
  }

  int questions() {
    return questions;
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
    questions++;
    return zone.lookup(name, type);
  }

  @Override
  public Fetched get(URI uri) {
    fetches.add(uri);
    return page;
  }
}
