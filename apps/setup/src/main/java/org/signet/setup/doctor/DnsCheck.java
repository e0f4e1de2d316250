package org.signet.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Domain;

/// Whether the name servers answer, and what they leave of DNSSEC.
public final class DnsCheck {
  private static final String TOPIC = "dns";

  private DnsCheck() {}

  /// Asked about our domains, and about the root.
  public static List<Finding> of(Resolver dns, List<Domain> domains) {
    var findings = new ArrayList<Finding>();
    for (var domain : domains) {
      domain.prefixed("_dmarc").map(name -> policy(dns, domain, name)).ifPresent(findings::add);
    }
    findings.add(signatures(dns.lookup(Domain.ROOT, Type.SOA)));
    return findings;
  }

  private static Finding policy(Resolver dns, Domain domain, Domain name) {
    return switch (dns.lookup(name, Type.TXT)) {
      case Answer.Found<Rdata.Txt> _ ->
          Finding.of(TOPIC, Mark.GOOD, "The DNS answers: " + domain + " publishes a policy.");
      case Answer.NoData<Rdata.Txt> _, Answer.NoSuchName<Rdata.Txt> _ ->
          Finding.of(
                  TOPIC,
                  Mark.WARN,
                  "The DNS answers: " + domain + " publishes no DMARC policy of its own.")
              .mend("publish at " + name + ": v=DMARC1; p=none; rua=mailto:ADDRESS");
      case Answer.Failed<Rdata.Txt>(var cause, var _) ->
          Finding.of(TOPIC, Mark.BAD, "The DNS does not answer about " + name + ": " + cause + ".")
              .mend("look at /etc/resolv.conf, or name servers under [dns]");
    };
  }

  private static Finding signatures(Answer<Rdata.Soa> answer) {
    return switch (answer) {
      case Answer.Found<Rdata.Soa>(var _, var _, var source) when source.signatures().isEmpty() ->
          note("The name server gives no signatures of DNSSEC; SPF, DKIM and DMARC need none.");
      case Answer.Found<Rdata.Soa> _ -> note("The name server gives signatures of DNSSEC.");
      case Answer.NoData<Rdata.Soa> _, Answer.NoSuchName<Rdata.Soa> _, Answer.Failed<Rdata.Soa> _ ->
          Finding.of(TOPIC, Mark.UNKNOWN, "Whether DNSSEC gets here is not known.");
    };
  }

  private static Finding note(String sentence) {
    return Finding.of(TOPIC, Mark.NOTE, sentence);
  }
}
