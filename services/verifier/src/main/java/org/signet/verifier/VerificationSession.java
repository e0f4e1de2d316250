package org.signet.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.signet.dkim.BodyHasher;
import org.signet.foundation.text.Domain;
import org.signet.message.Ambiguity;
import org.signet.message.Envelope;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MimeWalk;

/// One message on its way through the checks: the header has come, the body passes once, in chunks,
/// and meanwhile the DNS is asked on virtual threads. For one thread at a time.
public final class VerificationSession {
  private final Header header;
  private final Budgets dns;
  private final BodyHasher body = new BodyHasher();
  private final Checks checks;
  private final MimeWalk mime;
  private long bodyOctets;

  VerificationSession(World world, VerifierSettings settings, Envelope envelope, Header header) {
    this.header = header;
    this.dns = new Budgets(world, settings.dns());
    this.checks =
        new Checks(
            world.clock(),
            settings,
            envelope,
            header,
            dns.shares(),
            body,
            Thread::startVirtualThread);
    this.mime = new MimeWalk(header);
  }

  /// The next octets of the body, from `from` to before `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    bodyOctets += to - from;
    body.update(octets, from, to);
    mime.accept(octets, from, to);
  }

  /// The end of the message: every verdict. Waits for the DNS, within its patience.
  public Verification finish() {
    body.end();
    return checks.finish(body, content(), () -> new Spent(dns.questions(), bodyOctets));
  }

  /// The end of a message that can be read again: where a signature of the author's domain fails,
  /// what broke it is looked for in a second pass.
  ///
  /// @param message all of it, header and body
  /// @throws IOException where it cannot be read; never for what it says
  public Verification finish(Message message) throws IOException {
    var verdict = finish();
    return verdict.withUndone(Undoing.of(message, header, verdict, this::wouldAuthenticate));
  }

  /// What the verdict of [#finish()] rests on, to be kept. Costs nothing but this call.
  ///
  /// @throws IllegalStateException before the message has ended
  public KeptProof kept(Verification verdict) {
    return new KeptProof(
        verdict.at(),
        verdict.envelope(),
        header,
        body.digests(),
        verdict.content(),
        verdict.undone(),
        verdict.spent(),
        dns.heard());
  }

  /// Whether a signature of this domain, if it held, would authenticate the author.
  boolean wouldAuthenticate(Domain domain) {
    return checks.wouldAuthenticate(domain);
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
