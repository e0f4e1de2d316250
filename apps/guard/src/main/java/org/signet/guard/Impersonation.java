package org.signet.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.signet.dmarc.DmarcVerdict;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.message.Address;
import org.signet.message.DisplayText;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Idna;
import org.signet.message.Mailbox;
import org.signet.verifier.Verification;

/// Finds what deceives people in a message that may well be authenticated: its domain is truly what
/// it says, and says it to be taken for another. Marks only, since each of these is genuine mail
/// somewhere.
public final class Impersonation {
  /// Mailboxes of a field that are looked at.
  private static final int MOST_MAILBOXES = 10;

  /// Words of a name that are looked at.
  private static final int MOST_WORDS = 40;

  /// Reply-To fields that are looked at; there should be one.
  private static final int MOST_FIELDS = 3;

  private static final int SHOWN = 100;

  private final Protected whom;
  private final List<Lookalikes> domains;

  /// Each name as the operator wrote it, by what a person sees.
  private final Map<String, String> names = new LinkedHashMap<>();

  public Impersonation(Protected whom) {
    this.whom = whom;
    this.domains = whom.domains().stream().map(Lookalikes::new).toList();
    whom.names().forEach(name -> names.put(plain(name), name));
    names.remove("");
  }

  /// What a reader should know of the author.
  public List<Caution> cautions(Header header, Verification proof) {
    var cautions = new ArrayList<Caution>(0);
    var author = proof.author();
    for (var domain : author.domains()) {
      lookalike(domain).ifPresent(cautions::add);
    }
    header.first("From").ifPresent(field -> shown(field, author.domains(), cautions));
    author.domains().stream()
        .findFirst()
        .flatMap(domain -> elsewhere(domain, header, proof))
        .ifPresent(cautions::add);
    return cautions.stream().distinct().toList();
  }

  // The domain.

  private Optional<Caution> lookalike(Domain author) {
    if (whom.owns(author)) {
      return Optional.empty();
    }
    for (var like : domains) {
      var likeness = like.likeness(author);
      if (likeness.isPresent()) {
        return Optional.of(new Caution.LookalikeDomain(author, like.ours(), likeness.get()));
      }
    }
    return Idna.isConfusable(author)
        ? Optional.of(new Caution.ConfusableDomain(author))
        : Optional.empty();
  }

  // What is shown.

  private void shown(Field from, List<Domain> authors, List<Caution> cautions) {
    var mailboxes = Mailbox.in(from).stream().limit(MOST_MAILBOXES).toList();
    var own = mailboxes.stream().flatMap(one -> one.address().stream()).map(Address::toString);
    var addresses = own.map(Ascii::toLower).toList();
    for (var mailbox : mailboxes) {
      var name = DisplayText.of(mailbox.displayName());
      if (authors.stream().noneMatch(whom::owns) && !authors.isEmpty()) {
        protectedName(name)
            .ifPresent(one -> cautions.add(new Caution.ProtectedName(one, authors.getFirst())));
      }
      otherAddress(name, addresses).ifPresent(cautions::add);
    }
  }

  private Optional<String> protectedName(String shown) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var text = ' ' + plain(shown) + ' ';
    return names.entrySet().stream()
        .filter(name -> text.contains(' ' + name.getKey() + ' '))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Words as a person sees them: one case, one of all characters that look the same, one space
  /// between.
  private static String plain(String text) {
    var skeleton = Idna.skeleton(text.toLowerCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
    var out = new StringBuilder(skeleton.length());
    skeleton
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
              }
            });
    return out.toString().strip();
  }

  private static Optional<Caution> otherAddress(String shown, List<String> own) {
    if (shown.indexOf('@') < 0) {
      return Optional.empty();
    }
    var words = shown.split("[\\s<>()\\[\\],;:\"']+", MOST_WORDS);
    for (var word : words) {
      int at = word.indexOf('@');
      var isAddress = at > 0 && word.indexOf('.', at) > at + 1 && !word.endsWith(".");
      if (isAddress && !own.contains(Ascii.toLower(word))) {
        return Optional.of(new Caution.OtherAddress(Ascii.printable(word, SHOWN)));
      }
    }
    return Optional.empty();
  }

  // Where answers go.

  private static Optional<Caution> elsewhere(Domain author, Header header, Verification proof) {
    return header.all("Reply-To").stream()
        .limit(MOST_FIELDS)
        .flatMap(field -> Mailbox.in(field).stream().limit(MOST_MAILBOXES))
        .flatMap(mailbox -> mailbox.address().stream())
        .flatMap(address -> address.domain().stream())
        .filter(domain -> !isSameHouse(author, domain, proof))
        .findFirst()
        .map(domain -> new Caution.RepliesElsewhere(author, domain));
  }

  private static boolean isSameHouse(Domain author, Domain other, Verification proof) {
    return author.isWithin(other)
        || other.isWithin(author)
        || proof.dmarc().deciding().stream()
            .flatMap(verdict -> organization(verdict).stream())
            .anyMatch(house -> author.isWithin(house) && other.isWithin(house));
  }

  private static Optional<Domain> organization(DmarcVerdict verdict) {
    return verdict
        .organization()
        .map(organization -> organization.domain())
        .or(() -> verdict.rfc7489().organization());
  }
}
