package org.signet.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.arc.ArcSession;
import org.signet.arc.ArcVerifier;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.DkimSession;
import org.signet.dkim.DkimVerifier;
import org.signet.dkim.HeaderIndex;
import org.signet.dmarc.Dmarc;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.Identifier;
import org.signet.dmarc.Identifiers;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;
import org.signet.message.Author;
import org.signet.message.Envelope;
import org.signet.message.Header;
import org.signet.message.MimeWalk;
import org.signet.spf.Spf;
import org.signet.spf.SpfChecks;

/// One message on its way through the checks: the header has come, the body passes once, in chunks,
/// and meanwhile the DNS is asked on virtual threads. For one thread at a time.
public final class VerificationSession {
  private final Instant at;
  private final VerifierSettings settings;
  private final Envelope envelope;
  private final Header header;
  private final Author author;
  private final Shares dns;
  private final Dmarc dmarc;
  private final BodyHasher body = new BodyHasher();
  private final DkimSession dkim;
  private final ArcSession arc;
  private final MimeWalk mime;
  private final Later<SpfChecks> spf;
  private final Optional<Later<Iprev>> iprev;
  private long bodyOctets;

  VerificationSession(World world, VerifierSettings settings, Envelope envelope, Header header) {
    this.at = world.clock().instant();
    this.settings = settings;
    this.envelope = envelope;
    this.header = header;
    this.author = Author.of(header);
    this.dns = new Shares(world, settings.dns());
    this.dmarc = new Dmarc(dns.author(), settings.dmarc());
    var time = InstantSource.fixed(at);
    var sender = new Spf(dns.sender(), world.clock(), settings.receiver(), settings.spf());
    this.spf = Later.start(() -> sender.check(envelope));
    this.iprev = envelope.client().map(client -> Later.start(() -> Iprev.of(client, dns.rest())));
    var index = new HeaderIndex(header);
    this.dkim =
        new DkimVerifier(dns.author(), time, settings.dkim())
            .begin(header, index, author.domains(), body, Thread::startVirtualThread);
    this.arc =
        new ArcVerifier(dns.rest(), time, settings.dkim())
            .begin(header, index, body, Thread::startVirtualThread);
    author.domains().forEach(this::prefetch);
    this.mime = new MimeWalk(header);
  }

  /// Asks for an author's policy while the body still comes. The answer is kept by `dns`, so that
  /// the evaluation, which always asks for it, does not wait.
  private void prefetch(Domain domain) {
    domain
        .prefixed("_dmarc")
        .ifPresent(name -> Thread.startVirtualThread(() -> dns.author().lookup(name, Type.TXT)));
  }

  /// The next octets of the body, from `from` to before `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    bodyOctets += to - from;
    body.update(octets, from, to);
    mime.accept(octets, from, to);
  }

  /// The end of the message: every verdict. Waits for the DNS, within its patience.
  public Verification finish() {
    var signatures = dkim.finish();
    var chain = arc.finish();
    var checks = spf.join();
    var reverse = iprev.map(Later::join);
    var verdict = dmarc.evaluate(author, Identifiers.of(checks, signatures));
    return new Verification(
        at,
        envelope,
        author,
        content(),
        reverse,
        checks,
        signatures,
        chain,
        settings.sealers().judge(chain),
        verdict,
        List.of(),
        new Spent(dns.questions(), bodyOctets));
  }

  /// Whether a signature of this domain, if it held, would authenticate the author.
  boolean wouldAuthenticate(Domain domain) {
    var signed =
        new Identifier(
            Identifier.Mechanism.DKIM, domain, "", new Identifier.Standing.Authenticated());
    return dmarc.evaluate(author, List.of(signed)).outcome() instanceof DmarcOutcome.Pass;
  }

  private List<Ambiguity> content() {
    var all = new ArrayList<Ambiguity>(0);
    for (var ambiguity : header.ambiguities()) {
      if (ambiguity.kind() == Ambiguity.Kind.CONTENT) {
        all.add(ambiguity);
      }
    }
    all.addAll(mime.finish());
    return all;
  }
}
