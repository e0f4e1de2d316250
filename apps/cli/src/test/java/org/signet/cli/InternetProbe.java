package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.guard.tls.PostfixDane;
import org.signet.guard.tls.PostfixProbe;
import org.signet.store.Store;
import org.signet.store.StoreSettings;
import org.signet.store.TlsAnswers;
import org.signet.testing.Internet;
import org.signet.testing.Postfix;

/// Runs inside the internet of the lab, and tells in lines of words with tabs between them what
/// unbound and we say of each name, and what becomes of mail to each domain: sent by a Postfix that
/// does DANE by itself, and by one that asks us.
final class InternetProbe {
  /// Enough to tell the servers apart.
  private static final Set<String> SOME =
      Set.of("good.example", "nsec3-no-tlsa.example", "unsigned.net", "bogus.example");

  /// Next hops and what Postfix asks after them.
  private static final List<String> KEYS =
      List.of("good.example", ".good.example", "[mx.good.example]", "good.example:587");

  private static final Pattern QUEUE_ID = Pattern.compile(": (\\w+): to=<bob@");
  private static final Pattern EXPLAINED =
      Pattern.compile("\"domain\":\\s*\"([^\"]+)\".*\"protection\":\\s*\"([^\"]+)\"");

  private InternetProbe() {}

  public static void main(String[] arguments) throws Exception {
    var domains = Internet.domains();
    var opinions = Internet.opinions(domains);
    var some = opinions.stream().filter(name -> SOME.contains(name.domain())).toList();
    for (var server : List.of(Internet.FORWARDING, Internet.STRIPPING, Internet.LYING)) {
      sayNames(server, some);
    }
    sayNames(Internet.VALIDATING, opinions);
    sayMail(domains);
  }

  /// What we say of names, as one server tells of them.
  private static void sayNames(String server, List<Internet.Opinion> opinions) throws IOException {
    var dns = OurPolicies.validated(server);
    for (var name : opinions) {
      say(
          "name",
          server,
          name.domain(),
          name.name(),
          name.type(),
          name.status(),
          status(dns, name));
    }
  }

  private static void sayMail(List<Internet.Domain> domains) throws Exception {
    var dns = OurPolicies.validated(Internet.VALIDATING);
    var visits = new OurVisits(dns);
    var folder = Files.createTempDirectory("explain");
    var log = new ArrayList<String>();
    try (var store = Store.open(new StoreSettings.Folder(folder.resolve("store")))) {
      var answers = TlsAnswers.start(() -> Optional.of(store));
      sayMail(domains, dns, visits, answers, log);
      if (!answers.close(Duration.ofMinutes(1))) {
        throw new IOException("the answers were not kept");
      }
    }
    sayExplained(folder, log);
  }

  private static void sayMail(
      List<Internet.Domain> domains,
      Resolver dns,
      OurVisits visits,
      TlsAnswers answers,
      List<String> log)
      throws Exception {
    try (var ours = OurPolicies.start(dns, answers)) {
      var byDane = send(Map.of("smtp_tls_security_level", "dane"), domains, new ArrayList<>());
      var byUs =
          send(
              Map.of(
                  "smtp_tls_security_level", "may",
                  "smtp_tls_dane_insecure_mx_policy", "dane",
                  "smtp_tls_policy_maps", ours.map()),
              domains,
              log);
      for (var domain : domains) {
        var name = domain.name();
        say(name, "dane", Objects.requireNonNull(byDane.get(name)));
        say(name, "ours", Objects.requireNonNull(byUs.get(name)));
        var route = ours.route(name);
        var visit = visits.outcome(route);
        say("sent", name, "visit", visit.status(), visit.tls(), "");
        say("mail", name, domain.about(), OurPolicies.demand(route), ours.reply(name));
      }
      for (var key : KEYS) {
        say("key", key, postmap(key, ours.map()));
      }
    }
  }

  private static void say(String domain, String who, Internet.Delivery delivery) {
    say("sent", domain, who, delivery.status(), delivery.tls(), delivery.text());
  }

  private static void say(String... words) {
    System.out.println(String.join("\t", words));
  }

  private static Map<String, Internet.Delivery> send(
      Map<String, String> settings, List<Internet.Domain> domains, List<String> log)
      throws IOException, InterruptedException {
    var configuration =
        Postfix.toAll()
            .set("smtp_tls_CAfile", Internet.CA.toString())
            .set("smtp_tls_loglevel", "1")
            .set("smtp_connection_cache_on_demand", "no")
            .set("default_process_limit", "20");
    settings.forEach(configuration::set);
    try (var postfix = configuration.start()) {
      var deliveries = Internet.send(postfix, domains);
      log.addAll(postfix.log());
      sayWhetherItCanDane(postfix.configuration());
      return deliveries;
    }
  }

  /// What we see of a Postfix: as it is, and once it does not listen to what its name server says.
  private static void sayWhetherItCanDane(Path configuration) throws IOException {
    var probe = PostfixProbe.overNetwork(Optional.of(configuration), InstantSource.system());
    say("postfix", "dnssec", words(probe.look()));
    Files.writeString(
        configuration.resolve("main.cf"),
        "\nsmtp_dns_support_level = enabled\n",
        StandardOpenOption.APPEND);
    say("postfix", "enabled", words(probe.look()));
  }

  private static String words(PostfixDane dane) {
    return switch (dane) {
      case PostfixDane.Able _ -> "able";
      case PostfixDane.Unable(var why) -> why;
    };
  }

  /// What `signet explain` says of the message that a Postfix sent which had asked us, from its log
  /// and from the answers that were kept.
  private static void sayExplained(Path folder, List<String> log) throws IOException {
    var mailLog = folder.resolve("mail.log");
    var configuration = folder.resolve("signet.toml");
    Files.write(mailLog, log);
    Files.writeString(
        configuration,
        "domains = [\"harbour.example\"]\n[store]\nfolder = \"" + folder + "/store\"\n");
    var queueId = QUEUE_ID.matcher(String.join("\n", log));
    if (!queueId.find()) {
      throw new IOException("no message was sent");
    }
    var explained =
        Ran.of(
            "explain",
            "--config",
            configuration.toString(),
            "--log",
            mailLog.toString(),
            "--format",
            "json",
            queueId.group(1));
    System.err.print(explained.err());
    for (var line : explained.out().lines().toList()) {
      var told = EXPLAINED.matcher(line);
      if (told.find()) {
        say("explained", told.group(1), told.group(2));
      }
    }
  }

  /// What Postfix finds for a key; empty where it finds nothing.
  private static String postmap(String key, String map) throws IOException {
    var postmap =
        new ProcessBuilder("postmap", "-c", "/run/lab/postfix/etc", "-q", key, map)
            .redirectErrorStream(true)
            .start();
    return new String(postmap.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private static String status(Resolver dns, Internet.Opinion opinion) {
    var name = Domain.of(opinion.name());
    return switch (opinion.type()) {
      case "MX" -> status(dns.lookup(name, Type.MX));
      case "TXT" -> status(dns.lookup(name, Type.TXT));
      case "A" -> status(dns.lookup(name, Type.A));
      case "AAAA" -> status(dns.lookup(name, Type.AAAA));
      case "TLSA" -> status(dns.lookup(name, Type.TLSA));
      default -> throw new IllegalArgumentException(opinion.type());
    };
  }

  private static <R extends Rdata> String status(Answer<R> answer) {
    return switch (answer) {
      case Answer.Found<R> found -> status(found.source());
      case Answer.NoData<R> none -> status(none.source());
      case Answer.NoSuchName<R> none -> status(none.source());
      case Answer.Failed<R>(var cause, _) -> cause == Answer.Cause.BOGUS ? "bogus" : "failed";
    };
  }

  private static String status(Answer.Source source) {
    return switch (source.security()) {
      case SECURE -> "secure";
      case INSECURE -> "insecure";
      case UNCHECKED -> "unchecked";
    };
  }
}
