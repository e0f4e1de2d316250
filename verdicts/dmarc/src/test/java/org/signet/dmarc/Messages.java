package org.signet.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.signet.dmarc.Identifier.Mechanism;
import org.signet.dmarc.Identifier.Reason;
import org.signet.dmarc.Identifier.Standing;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.message.Ambiguity;
import org.signet.message.Author;
import org.signet.message.Host;

/// Authors, identifiers and results in the short form of the case files.
final class Messages {
  private Messages() {}

  /// The author of a sound message with these domains in its From field.
  static Author author(String... domains) {
    var all = List.of(domains).stream().map(Domain::of).toList();
    var addresses =
        all.stream().map(d -> new Address("someone", new Host.Named(d, d.text()))).toList();
    return new Author(addresses, all.stream().distinct().limit(4).toList(), List.of());
  }

  /// The author of a message that readers may read in several ways.
  static Author ambiguous(String... domains) {
    var sound = author(domains);
    var why = new Ambiguity(Ambiguity.Reason.FROM_REPEATED, "2 From fields");
    return new Author(sound.addresses(), sound.domains(), List.of(why));
  }

  static Identifier spf(String domain) {
    return identifier("spf", domain);
  }

  static Identifier dkim(String domain) {
    return identifier("dkim", domain);
  }

  /// An identifier written as `spf`, `dkim`, `spf=fail`, `dkim=temperror`, `dkim=l`, `dkim=t`.
  static Identifier identifier(String how, String domain) {
    int equals = how.indexOf('=');
    var result = equals < 0 ? "pass" : how.substring(equals + 1);
    var isSpf = how.startsWith("spf");
    Standing standing =
        switch (result) {
          case "pass" -> new Standing.Authenticated();
          case "temperror" -> new Standing.Undetermined();
          case "l" -> new Standing.Discounted(Reason.BODY_BEYOND_LENGTH);
          case "t" -> new Standing.Discounted(Reason.TESTING_KEY);
          default -> new Standing.NotAuthenticated(result);
        };
    return new Identifier(
        isSpf ? Mechanism.SPF : Mechanism.DKIM, Domain.of(domain), isSpf ? "" : "s1", standing);
  }

  /// A list such as `spf bounce.example.com, dkim=fail example.com`.
  static List<Identifier> identifiers(String text) {
    var all = new ArrayList<Identifier>();
    for (var part : text.split(",", -1)) {
      var words = part.strip().split(" ", -1);
      if (words.length == 2) {
        all.add(identifier(words[0], words[1]));
      }
    }
    return all;
  }

  /// A result in few words, such as `fail, reject by p at example.com`.
  static String words(DmarcResult result) {
    var word = result.outcome().word();
    return switch (result.outcome()) {
      case DmarcOutcome.None(Discovery.Unusable(var at, _, _)) -> word + ", unusable at " + at;
      case DmarcOutcome.None _ -> word;
      case DmarcOutcome.Pass(var aligned) -> word + ", by " + names(aligned);
      case DmarcOutcome.Fail(var demand) -> word + ", " + words(demand) + at(result);
      case DmarcOutcome.TempError(var trouble) -> word + ", " + words(trouble);
      case DmarcOutcome.PermError(var fault) -> word + ", " + words(fault);
    };
  }

  private static String names(List<Identifier> identifiers) {
    return String.join(
        " and ",
        identifiers.stream()
            .map(id -> (id.mechanism() == Mechanism.SPF ? "spf " : "dkim ") + id.domain())
            .toList());
  }

  private static String words(Discovery.Demand demand) {
    var tested =
        demand.applied() == demand.published() ? "" : " instead of " + demand.published().word();
    var tag =
        switch (demand.tag()) {
          case P -> "p";
          case SP -> "sp";
          case NP -> "np";
        };
    return demand.applied().word() + tested + " by " + tag;
  }

  private static String at(DmarcResult result) {
    return result.deciding().orElseThrow().discovery() instanceof Discovery.Applies applies
        ? " at " + applies.at()
        : "";
  }

  private static String words(DmarcOutcome.Trouble trouble) {
    return switch (trouble) {
      case DmarcOutcome.Trouble.PolicyUnknown(var step) -> "policy at " + step.domain();
      case DmarcOutcome.Trouble.AlignmentUnknown(var ids, var step) ->
          "alignment of " + names(ids) + " at " + step.domain();
      case DmarcOutcome.Trouble.IdentifiersUnknown(var ids) -> names(ids);
      case DmarcOutcome.Trouble.ExistenceUnknown _ -> "existence of the author";
    };
  }

  private static String words(DmarcOutcome.Fault fault) {
    return switch (fault) {
      case DmarcOutcome.Fault.AmbiguousAuthor _ -> "ambiguous author";
      case DmarcOutcome.Fault.NoAuthorDomain _ -> "no author";
      case DmarcOutcome.Fault.TooManyQueries(var unasked) -> "too many queries at " + unasked;
    };
  }

  /// An organisation in few words, such as `example.com, topmost record`.
  static String words(Organization organization) {
    var basis =
        switch (organization.basis()) {
          case Organization.Basis.Declared _ -> "psd=n";
          case Organization.Basis.BelowDeclaredSuffix(var suffix) -> "below psd=y at " + suffix;
          case Organization.Basis.TopmostRecord _ -> "topmost record";
          case Organization.Basis.NoRecord _ -> "no record";
          case Organization.Basis.BelowListedSuffix(var suffix, var unguarded, _) ->
              "guarded below " + suffix + " instead of " + unguarded;
        };
    return organization.domain() + ", " + basis;
  }

  /// The older method's verdict in few words, such as `pass, by spf example.com, example.com`.
  static String words(Rfc7489Verdict verdict) {
    var by = verdict.aligned().isEmpty() ? "" : ", by " + names(verdict.aligned());
    var policy =
        verdict.result() == Rfc7489Verdict.Result.FAIL ? ", " + verdict.policy().word() : "";
    var percent = verdict.percent() == 100 ? "" : " for " + verdict.percent() + " %";
    return verdict.result().word()
        + by
        + policy
        + percent
        + verdict.organization().map(domain -> ", organization " + domain).orElse("");
  }
}
