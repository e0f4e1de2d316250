package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.checkup.Probe;
import org.signet.checkup.ProbeResult;
import org.signet.checkup.Visit;
import org.signet.checkup.Witnesses;
import org.signet.dns.DnssecExplainer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.guard.tls.PostfixDane;
import org.signet.guard.tls.PostfixLevels;
import org.signet.guard.tls.PostfixProbe;
import org.signet.guard.tls.TlsPolicySettings;
import org.signet.https.Fetched;
import org.signet.https.Https;
import org.signet.https.Reach;
import org.signet.message.Idna;
import org.signet.mtasts.MtaSts;
import org.signet.mtasts.MtaStsPolicy;
import org.signet.smtp.SmtpClient;
import org.signet.tlspolicy.Route;
import org.signet.tlspolicy.Routes;
import org.signet.tlsrpt.TlsRpt;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `signet tls`: the way to a domain, and how it is protected.
@Command(
    name = "tls",
    description = {
      "Shows the mail hosts of a domain, how the way to each is protected, and what senders that"
          + " know DANE, MTA-STS or neither would do.",
      "",
      "Without --probe no mail server is connected to."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 the way is open, and as its policies ask; 1 a host is not as they ask, gives"
          + " no TLS, or a policy is broken; 2 wrong usage; 65 unreadable input; 75 something could"
          + " not be determined now, such as everything where port 25 is blocked from here.",
      "With --resolver-check: 0 DNSSEC can be validated; 1 it cannot."
    })
final class TlsCommand implements Callable<Integer> {
  /// How the result is printed.
  enum Format {
    text,
    json
  }

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "DOMAIN",
      converter = MailDomain.class,
      description = "The domain, as behind the @ of an address.")
  private Domain domain = Domain.ROOT;

  @Option(
      names = "--probe",
      description =
          "Connect to each host at port 25, with --zone too, and look at its TLS; no mail is sent."
              + " If none answers, hosts of large providers are tried, to tell whether port 25 is"
              + " blocked from here.")
  private boolean probes;

  @Option(
      names = "--resolver-check",
      description =
          "In place of a domain: whether DNSSEC can be validated with the name servers, and whether"
              + " these validate, strip signatures or lose large answers. With --config: those of"
              + " the guard, and as it validates.")
  private boolean checksResolver;

  @Option(
      names = "--why",
      description =
          "Say also what the guard's TLS policy server tells Postfix about the domain, and why.")
  private boolean asksWhy;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The guard's configuration: what the operator demands instead ([[tls_policy.override]]),"
              + " and which Postfix is told.")
  private Optional<Path> configuration = Optional.empty();

  @Option(
      names = "--sts-policy",
      paramLabel = "FILE",
      description = "With --zone: the MTA-STS policy that the domain serves, as a file.")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--records",
      arity = "1..*",
      paramLabel = "CERTIFICATE",
      description =
          "Only print the TLSA records for these certificates (PEM files): the current one of the"
              + " mail host that stands in place of DOMAIN, and the next.")
  private List<Path> certificates = new ArrayList<>();

  /// For trials: mail servers of one machine cannot all have port 25.
  @Option(names = "--port", hidden = true)
  private int port = SmtpClient.PORT;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default) or json.")
  private Format format = Format.text;

  @Mixin private final WorldOptions world = new WorldOptions();
  @Mixin private final ValidationOptions validation = new ValidationOptions();
  @Mixin private final ReachOptions reached = new ReachOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  TlsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    if (!certificates.isEmpty()) {
      return TlsaRecordsCommand.print(domain, port, certificates, surroundings);
    }
    if (checksResolver != domain.isRoot()) {
      throw new CommandFailure(Exit.USAGE, "give DOMAIN, or --resolver-check without one");
    }
    return (checksResolver ? checkResolver() : examine()).code();
  }

  private Exit checkResolver() throws CommandFailure {
    var check =
        configuration.isPresent()
            ? world.checkAs(Configurations.read(configuration.get()))
            : world.check(validation.validation(), List.of());
    var screen = new Screen(surroundings.out());
    screen.print(
        switch (format) {
          case text -> output.page(surroundings).show(DnssecExplainer.explain(check));
          case json -> ResolverCheckJson.write(check) + '\n';
        });
    screen.check();
    return check.works() ? Exit.GOOD : Exit.FAILED;
  }

  private Exit examine() throws CommandFailure {
    var reach = reached.reach();
    var run = world.openValidated(validation.validation());
    var dns = run.world().dns();
    var clock = run.world().clock();
    var settings = settings();
    var rulings = settings.map(TlsPolicySettings::rulings).orElse(List.of());
    var mtaSts = new MtaSts(dns, web(run, reach), clock);
    var route = new Routes(dns, mtaSts, rulings, clock).lookup(domain);
    var reports = new TlsRpt(dns).lookup(domain);
    var probe = probes ? Optional.of(probe(run, reach, route)) : Optional.<ProbeResult>empty();
    run.save(HostName::own, StatedEnvelope.NOTHING);
    var told = asksWhy ? Optional.of(told(route, settings)) : Optional.<PostfixTold>empty();
    var examination = new TlsExamination(route, probe, reports, told);
    var screen = new Screen(surroundings.out());
    screen.print(
        switch (format) {
          case text -> new TlsText(examination).show(output.page(surroundings));
          case json -> new TlsJson(examination).show() + '\n';
        });
    screen.check();
    return examination.exit();
  }

  private Optional<TlsPolicySettings> settings() throws CommandFailure {
    return configuration.isPresent()
        ? Configurations.read(configuration.get()).tlsPolicy()
        : Optional.empty();
  }

  /// Where the DNS is zone text, no Postfix is looked at either.
  private PostfixTold told(Route route, Optional<TlsPolicySettings> settings) {
    var folder = settings.flatMap(TlsPolicySettings::postfix);
    var dane =
        world.isZoneText()
            ? Optional.<PostfixDane>empty()
            : Optional.of(PostfixProbe.overNetwork(folder, Clock.systemUTC()).look());
    var tlsRpt = settings.map(TlsPolicySettings::tlsRpt).orElse(false);
    var levels = new PostfixLevels(dane.orElseGet(PostfixDane.Able::new), tlsRpt);
    return new PostfixTold(levels.answer(route), dane);
  }

  private Https web(Run run, Reach reach) throws CommandFailure {
    if (!world.isZoneText()) {
      if (policy.isPresent()) {
        throw new CommandFailure(Exit.USAGE, "--sts-policy is for use with --zone");
      }
      return Https.over(run.world().dns(), reach);
    }
    var address = MtaStsPolicy.addressFor(domain);
    return policy.isPresent() && address.isPresent()
        ? Https.of(Map.of(address.get(), new Fetched.Answered(200, "text/plain", text())))
        : Https.offline();
  }

  private String text() throws CommandFailure {
    var file = policy.orElseThrow();
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(Https.MOST_OCTETS), ISO_8859_1);
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "cannot read " + Shown.name(file.toString()) + ": " + Shown.reason(e));
    }
  }

  private ProbeResult probe(Run run, Reach reach, Route route) {
    var clock = run.world().clock();
    var client = new SmtpClient(ownName(), Probe.PATIENCE);
    var visit = new Visit(client, reach, clock, port);
    var witnesses = new Witnesses(run.world().dns(), Probe.WITNESSES);
    return new Probe(visit, witnesses, reach).probe(route);
  }

  /// What this host says in EHLO (RFC 5321 §4.1.4).
  private static Domain ownName() {
    return Domain.parse(HostName.own())
        .optional()
        .filter(Domain::isHostName)
        .orElseGet(() -> Domain.of("localhost"));
  }

  /// Reads the domain of mail addresses, in Unicode or in A-labels.
  static final class MailDomain implements ITypeConverter<Domain> {
    @Override
    public Domain convert(String text) {
      return switch (Idna.parseUnicode(text)) {
        case Parsed.Ok<Domain>(var domain) when domain.isMailName() -> domain;
        case Parsed.Ok<Domain> _ ->
            throw new TypeConversionException("'" + text + "' cannot be the domain of an address");
        case Parsed.Malformed<Domain>(var problem) ->
            throw new TypeConversionException("'" + text + "' is no domain: " + problem.words());
      };
    }
  }
}
