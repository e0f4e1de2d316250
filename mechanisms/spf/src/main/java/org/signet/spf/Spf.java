package org.signet.spf;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.signet.dns.Resolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.message.Address;
import org.signet.message.Envelope;
import org.signet.message.Host;
import org.signet.message.ReversePath;

/// Checks whether a client may send for the domains that it names. RFC 7208
///
/// Safe for any number of threads.
public final class Spf {
  private final Resolver dns;
  private final InstantSource clock;
  private final String receiver;
  private final SpfLimits limits;

  public Spf(Resolver dns) {
    this(dns, Clock.systemUTC());
  }

  public Spf(Resolver dns, InstantSource clock) {
    this(dns, clock, "unknown", SpfLimits.STANDARD);
  }

  /// @param receiver the name of the host that checks, for explanations (`%{r}`)
  public Spf(Resolver dns, InstantSource clock, String receiver, SpfLimits limits) {
    this.dns = dns;
    this.clock = clock;
    this.receiver = receiver;
    this.limits = limits;
  }

  /// Checks both identities of an envelope. §2.3, §2.4 That of MAIL FROM, on which more depends,
  /// goes first: where the DNS has a budget, the name in HELO does not spend it.
  public SpfChecks check(Envelope envelope) {
    if (envelope.mailFrom() instanceof ReversePath.Null) {
      var helo = helo(envelope);
      return new SpfChecks(helo, helo.as(Identity.MAIL_FROM));
    }
    var mailFrom = mailFrom(envelope);
    return new SpfChecks(helo(envelope), mailFrom);
  }

  private SpfResult helo(Envelope envelope) {
    var helo = envelope.helo();
    var sender = Sender.POSTMASTER + '@' + helo;
    if (helo.isEmpty()) {
      return none(Identity.HELO, sender, envelope, NoneReason.NO_IDENTITY);
    }
    if (helo.startsWith("[") || IpAddress.parse(helo).isOk()) {
      return none(Identity.HELO, sender, envelope, NoneReason.ADDRESS_LITERAL);
    }
    return switch (Domain.parse(helo)) {
      case Parsed.Ok<Domain>(var domain) -> checked(Identity.HELO, domain, "", envelope);
      case Parsed.Malformed<Domain> _ ->
          none(Identity.HELO, sender, envelope, NoneReason.MALFORMED_DOMAIN);
    };
  }

  private SpfResult mailFrom(Envelope envelope) {
    return switch (envelope.mailFrom()) {
      case ReversePath.Mailbox(var address) -> mailbox(address, envelope);
      case ReversePath.Invalid(var text, _) ->
          none(Identity.MAIL_FROM, text, envelope, NoneReason.INVALID_PATH);
      case ReversePath.Null _, ReversePath.Unknown _ ->
          none(Identity.MAIL_FROM, "", envelope, NoneReason.NO_IDENTITY);
    };
  }

  private SpfResult mailbox(Address address, Envelope envelope) {
    var local = address.localPart();
    return switch (address.host()) {
      case Host.Named(var domain, _) -> checked(Identity.MAIL_FROM, domain, local, envelope);
      case Host.Literal(var text) ->
          none(Identity.MAIL_FROM, local + '@' + text, envelope, NoneReason.ADDRESS_LITERAL);
      case Host.Unusable(var text, _) ->
          none(Identity.MAIL_FROM, local + '@' + text, envelope, NoneReason.MALFORMED_DOMAIN);
    };
  }

  private SpfResult checked(Identity identity, Domain domain, String local, Envelope envelope) {
    return envelope.client().isPresent()
        ? checkHost(identity, envelope.client().get(), domain, local, envelope.helo())
        : none(identity, local + '@' + domain, envelope, NoneReason.NO_CLIENT).about(domain);
  }

  private static SpfResult none(
      Identity identity, String sender, Envelope envelope, NoneReason reason) {
    return new SpfResult(
        identity,
        Optional.empty(),
        sender,
        envelope.helo(),
        envelope.client(),
        new SpfOutcome.None(reason),
        SpfEvidence.nothing());
  }

  /// The `check_host()` function for a domain and the sender `localPart@domain`. §4
  ///
  /// @param localPart where it is empty, `postmaster` stands in (§4.3)
  public SpfResult checkHost(
      Identity identity, IpAddress client, Domain domain, String localPart, String helo) {
    var sender = new Sender(localPart, domain, helo);
    var address = client.unmapped();
    var unfit = unfit(domain);
    SpfOutcome outcome;
    var evidence = SpfEvidence.nothing();
    if (unfit.isPresent()) {
      outcome = new SpfOutcome.None(unfit.get());
    } else {
      var questions = new Questions(dns, clock, limits);
      var check = new CheckHost(questions, address, sender, receiver, clock);
      var walk = check.walk(domain);
      outcome = walk.outcome();
      evidence = check.evidence(walk);
    }
    return new SpfResult(
        identity,
        Optional.of(domain),
        sender.toString(),
        helo,
        Optional.of(address),
        outcome,
        evidence);
  }

  /// Why a name is none that mail comes from, and is not asked about. §4.3
  private static Optional<NoneReason> unfit(Domain domain) {
    if (!domain.isMailName()) {
      return Optional.of(NoneReason.MALFORMED_DOMAIN);
    }
    return domain.labelCount() < 2 ? Optional.of(NoneReason.SINGLE_LABEL) : Optional.empty();
  }
}
