package org.signet.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.signet.arc.ArcSession;
import org.signet.arc.ArcVerifier;
import org.signet.dkim.BodyDigests;
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
import org.signet.spf.Spf;
import org.signet.spf.SpfChecks;

/// Every check of one message, begun when its header is known: the DNS is asked while the body
/// still comes, or it has come before.
final class Checks {
  private final Instant at;
  private final VerifierSettings settings;
  private final Envelope envelope;
  private final Author author;
  private final Dmarc dmarc;
  private final DkimSession dkim;
  private final ArcSession arc;
  private final Later<SpfChecks> spf;
  private final Optional<Later<Iprev>> iprev;

  /// @param body is told which hashes are wanted
  /// @param ahead runs questions whose answers will be wanted; it may do nothing
  Checks(
      InstantSource clock,
      VerifierSettings settings,
      Envelope envelope,
      Header header,
      Shares dns,
      BodyHasher body,
      Executor ahead) {
    this.at = clock.instant();
    this.settings = settings;
    this.envelope = envelope;
    this.author = Author.of(header);
    this.dmarc = new Dmarc(dns.author(), settings.dmarc());
    var time = InstantSource.fixed(at);
    var sender = new Spf(dns.sender(), clock, settings.receiver(), settings.spf());
    this.spf = Later.start(() -> sender.check(envelope));
    this.iprev = envelope.client().map(client -> Later.start(() -> Iprev.of(client, dns.rest())));
    var index = new HeaderIndex(header);
    this.dkim =
        new DkimVerifier(dns.author(), time, settings.dkim())
            .begin(header, index, author.domains(), body, ahead);
    this.arc = new ArcVerifier(dns.rest(), time, settings.dkim()).begin(header, index, body, ahead);
    author.domains().forEach(domain -> prefetch(domain, dns, ahead));
  }

  /// Asks for an author's policy. The answer is kept by the resolver, so that the evaluation, which
  /// always asks for it, does not wait.
  private static void prefetch(Domain domain, Shares dns, Executor ahead) {
    domain
        .prefixed("_dmarc")
        .ifPresent(name -> ahead.execute(() -> dns.author().lookup(name, Type.TXT)));
  }

  /// Every verdict. Waits for the DNS, within its patience.
  ///
  /// @param spent is asked when the checks are done
  Verification finish(BodyDigests body, List<Ambiguity> content, Supplier<Spent> spent) {
    var signatures = dkim.finish(body);
    var chain = arc.finish(body);
    var checks = spf.join();
    var reverse = iprev.map(Later::join);
    var verdict = dmarc.evaluate(author, Identifiers.of(checks, signatures));
    return new Verification(
        at,
        envelope,
        author,
        content,
        reverse,
        checks,
        signatures,
        chain,
        settings.sealers().judge(chain),
        verdict,
        List.of(),
        spent.get());
  }

  /// Whether a signature of this domain, if it held, would authenticate the author.
  boolean wouldAuthenticate(Domain domain) {
    var signed =
        new Identifier(
            Identifier.Mechanism.DKIM, domain, "", new Identifier.Standing.Authenticated());
    return dmarc.evaluate(author, List.of(signed)).outcome() instanceof DmarcOutcome.Pass;
  }
}
