package org.signet.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimSession;
import org.signet.dkim.DkimVerifier;
import org.signet.dmarc.Dmarc;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.Identifier;
import org.signet.dns.BudgetedResolver;
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
  private final Envelope envelope;
  private final Header header;
  private final Author author;
  private final BudgetedResolver dns;
  private final Dmarc dmarc;
  private final DkimSession dkim;
  private final MimeWalk mime;
  private final Later<SpfChecks> spf;
  private final Optional<Later<Iprev>> iprev;
  private long bodyOctets;

  VerificationSession(World world, VerifierSettings settings, Envelope envelope, Header header) {
    this.at = world.clock().instant();
    this.envelope = envelope;
    this.header = header;
    this.author = Author.of(header);
    this.dns = new BudgetedResolver(world.dns(), settings.dns(), world.clock());
    this.dmarc = new Dmarc(dns, settings.dmarc());
    var time = InstantSource.fixed(at);
    var sender = new Spf(dns, world.clock(), settings.receiver(), settings.spf());
    this.spf = Later.start(() -> sender.check(envelope));
    this.iprev = envelope.client().map(client -> Later.start(() -> Iprev.of(client, dns)));
    this.dkim = new DkimVerifier(dns, time, settings.dkim()).begin(header, author.domains());
    author.domains().forEach(this::prefetch);
    this.mime = new MimeWalk(header);
  }

  /// Asks for an author's policy while the body still comes; the answers are kept by `dns`.
  private void prefetch(Domain domain) {
    var _ = Later.start(() -> dmarc.walk(domain));
  }

  /// The next octets of the body, from `from` to before `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    bodyOctets += to - from;
    dkim.body(octets, from, to);
    mime.accept(octets, from, to);
  }

  /// The end of the message: every verdict. Waits for the DNS, within its patience.
  public Verification finish() {
    var signatures = dkim.finish();
    var checks = spf.join();
    var reverse = iprev.map(Later::join);
    var verdict = dmarc.evaluate(author, Identifiers.of(checks.mailFrom(), signatures));
    return new Verification(
        at,
        envelope,
        author,
        content(),
        reverse,
        checks,
        signatures,
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
