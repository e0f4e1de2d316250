package org.signet.dmarc;

import java.util.List;
import java.util.Optional;
import org.signet.dmarc.DmarcRecord.Mode;
import org.signet.dmarc.Identifier.Standing;
import org.signet.dmarc.Rfc7489Verdict.Result;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// DMARC as RFC 7489 has it: the record is the author domain's or its Organizational Domain's
/// (§6.6.3), and the Public Suffix List tells the latter (§3.2). Asks the DNS for one name at most
/// that the tree walk has not asked.
final class Rfc7489Method {
  private static final String PERCENT = "pct";

  private final Walks walks;
  private final DmarcSettings settings;
  private final List<Identifier> identifiers;

  /// The author's organisation, once it was needed.
  private Optional<Domain> organization = Optional.empty();

  Rfc7489Method(Walks walks, DmarcSettings settings, List<Identifier> identifiers) {
    this.walks = walks;
    this.settings = settings;
    this.identifiers = identifiers;
  }

  Rfc7489Verdict verdict(Domain author) {
    return switch (walks.step(author).finding()) {
      case Finding.Policy(var record, _, _) -> judged(author, author, record);
      case Finding.Nothing _, Finding.Impossible _ -> byOrganization(author);
      // §6.6.3, step 5: several records at the author's domain end the search.
      case Finding.Several _, Finding.Unreadable _ -> unjudged(Result.NONE);
      case Finding.Unanswered _, Finding.OverBudget _ -> unjudged(Result.TEMPERROR);
    };
  }

  private Rfc7489Verdict byOrganization(Domain author) {
    var domain = organizationOf(author);
    organization = Optional.of(domain);
    if (domain.equals(author)) {
      return unjudged(Result.NONE);
    }
    return switch (walks.step(domain).finding()) {
      case Finding.Policy(var record, _, _) -> judged(author, domain, record);
      case Finding.Nothing _, Finding.Impossible _, Finding.Several _, Finding.Unreadable _ ->
          unjudged(Result.NONE);
      case Finding.Unanswered _, Finding.OverBudget _ -> unjudged(Result.TEMPERROR);
    };
  }

  private Domain organizationOf(Domain domain) {
    return settings.suffixes().get().registrable(domain).orElse(domain);
  }

  private Rfc7489Verdict unjudged(Result result) {
    return new Rfc7489Verdict(result, organization, Optional.empty(), List.of(), Policy.NONE, 100);
  }

  private Rfc7489Verdict judged(Domain author, Domain at, DmarcRecord record) {
    if (!record.isUsable()) {
      return unjudged(Result.NONE);
    }
    var aligned =
        identifiers.stream()
            .filter(id -> id.standing() instanceof Standing.Authenticated)
            .filter(id -> isAligned(author, id, record))
            .toList();
    var policy = at.equals(author) ? record.p() : record.sp().orElse(record.p());
    var percent = percent(record);
    return new Rfc7489Verdict(
        aligned.isEmpty() ? withoutPass(author, record) : Result.PASS,
        organization,
        Optional.of(at),
        aligned,
        policy,
        percent);
  }

  private Result withoutPass(Domain author, DmarcRecord record) {
    var mayHavePassed =
        identifiers.stream()
            .filter(id -> id.standing() instanceof Standing.Undetermined)
            .anyMatch(id -> isAligned(author, id, record));
    return mayHavePassed ? Result.TEMPERROR : Result.FAIL;
  }

  /// §3.1.1, §3.1.2.
  private boolean isAligned(Domain author, Identifier identifier, DmarcRecord record) {
    var domain = identifier.domain();
    if (domain.equals(author)) {
      return true;
    }
    if (record.mode(identifier.mechanism()) == Mode.STRICT || !domain.isWithin(author.suffix(1))) {
      return false;
    }
    organization = organization.or(() -> Optional.of(organizationOf(author)));
    return organizationOf(domain).equals(organization.get());
  }

  /// §6.3, `pct`.
  private static int percent(DmarcRecord record) {
    for (var tag : record.unknown()) {
      if (tag.name().equals(PERCENT)) {
        long percent = Ascii.parseNumber(tag.value(), 100);
        return percent < 0 ? 100 : (int) percent;
      }
    }
    return 100;
  }
}
