package org.signet.message;

import static org.signet.message.Ambiguity.Reason.FROM_CARELESS;
import static org.signet.message.Ambiguity.Reason.FROM_DOMAIN_UNUSABLE;
import static org.signet.message.Ambiguity.Reason.FROM_ENCODING;
import static org.signet.message.Ambiguity.Reason.FROM_HIDES_TEXT;
import static org.signet.message.Ambiguity.Reason.FROM_MISSING;
import static org.signet.message.Ambiguity.Reason.FROM_NAME;
import static org.signet.message.Ambiguity.Reason.FROM_REPEATED;
import static org.signet.message.Ambiguity.Reason.FROM_SHOWS_OTHER_ADDRESS;
import static org.signet.message.Ambiguity.Reason.FROM_SYNTAX;
import static org.signet.message.Ambiguity.Reason.FROM_TOO_DEEP;
import static org.signet.message.Ambiguity.Reason.FROM_WITHOUT_DOMAIN;
import static org.signet.message.Ambiguity.Reason.TOO_MANY_AUTHOR_DOMAINS;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Problem;
import org.signet.message.Mailboxes.Fault;
import org.signet.message.Mailboxes.Gravity;

/// Finds the author in all that could be taken for a From field (RFC 5322 §3.6.2), and says what
/// readers could disagree about.
///
/// A field that follows the grammar has exactly the domains of its addresses. Of one that does not,
/// every domain that it mentions counts: a reader may see any of them. Where its words are sound
/// and only one domain is mentioned at all, as in `Doe, John <john@example.com>`, every reader sees
/// that one: then the field is careless, and the author is known.
final class AuthorReader {
  /// One more than may be evaluated, to know that there are more.
  private static final int ENOUGH_DOMAINS = Author.MOST_DOMAINS + 1;

  /// Octets of all that could be a From field that are looked at.
  private static final int MOST_OCTETS = Header.MOST_FIELD_OCTETS;

  private final List<Address> addresses = new ArrayList<>(1);
  private final SequencedSet<Domain> domains = new LinkedHashSet<>();
  private final Ambiguities found;

  /// @param found where to write what is found
  AuthorReader(Ambiguities found) {
    this.found = found;
  }

  /// Reads every field, or piece of one, that could be taken for From.
  void read(List<Field> suspects) {
    if (suspects.isEmpty()) {
      found.note(FROM_MISSING, "");
    }
    if (suspects.size() > 1) {
      found.note(FROM_REPEATED, suspects.size() + " fields");
    }
    int octets = 0;
    for (var field : suspects) {
      if (!field.is("From") || !field.hasProperName()) {
        found.note(FROM_NAME, field.name());
      }
      octets += field.length();
      if (domains.size() < ENOUGH_DOMAINS && octets <= MOST_OCTETS) {
        readValue(field.rawValue());
      }
    }
    if (domains.size() > Author.MOST_DOMAINS) {
      found.note(TOO_MANY_AUTHOR_DOMAINS, "more than " + Author.MOST_DOMAINS);
    }
  }

  List<Address> addresses() {
    return addresses;
  }

  List<Domain> domains() {
    return domains.stream().limit(Author.MOST_DOMAINS).toList();
  }

  private void readValue(String value) {
    if (Utf8.soundness(value) == Utf8.Soundness.FORGED) {
      found.note(FROM_ENCODING, value);
    }
    var mailboxes = Mailboxes.read(value);
    var own = new LinkedHashSet<Domain>();
    for (var mailbox : mailboxes.mailboxes()) {
      mailbox.address().ifPresent(address -> readAddress(address, own));
    }
    readDisplay(mailboxes, own);
    domains.addAll(own);
    if (mailboxes.fault().isPresent()) {
      readFault(value, mailboxes.fault().get(), own);
    } else {
      readLone(value, mailboxes.mailboxes(), own);
    }
  }

  private void readAddress(Address address, SequencedSet<Domain> own) {
    addresses.add(address);
    if (Utf8.soundness(address.localPart()) == Utf8.Soundness.OTHER) {
      found.note(FROM_ENCODING, address.localPart());
    }
    switch (address.host()) {
      case Host.Named(var domain, _) -> own.add(domain);
      case Host.Literal(var text) -> found.note(FROM_WITHOUT_DOMAIN, text);
      case Host.Unusable(var text, _) -> found.note(FROM_DOMAIN_UNUSABLE, text);
    }
  }

  /// A field without a fault may still hold words without an address.
  private void readLone(String value, List<Mailbox> mailboxes, SequencedSet<Domain> own) {
    long lone = mailboxes.stream().filter(mailbox -> mailbox.address().isEmpty()).count();
    if (lone == mailboxes.size()) {
      found.note(FROM_WITHOUT_DOMAIN, value);
    } else if (lone > 0) {
      var expected = new Problem(value, 0, "an address in each mailbox", Mailboxes.MAILBOX);
      readFault(value, new Fault(expected, Gravity.CARELESS), own);
    }
  }

  /// All domains that the field mentions; the reason is a grave one where they are several.
  private void readFault(String value, Fault fault, SequencedSet<Domain> own) {
    var mentions = Mentions.in(value, ENOUGH_DOMAINS);
    var all = new LinkedHashSet<>(own);
    all.addAll(mentions.domains());
    domains.addAll(all);
    var isOne = all.size() == 1 && !mentions.isUnclear();
    switch (fault.gravity()) {
      case CARELESS -> noteFault(isOne ? FROM_CARELESS : FROM_SYNTAX, fault);
      case GRAVE -> noteFault(FROM_SYNTAX, fault);
      case TOO_DEEP -> noteFault(FROM_TOO_DEEP, fault);
      case TOO_MANY -> noteFault(TOO_MANY_AUTHOR_DOMAINS, fault);
    }
    if (isOne && own.isEmpty()) {
      lastAddress(value);
    }
  }

  private void noteFault(Ambiguity.Reason reason, Fault fault) {
    found.note(new Ambiguity(reason, fault.problem().sentence()));
  }

  /// The address before the last `@` of a careless field, where its words can be told apart.
  private void lastAddress(String value) {
    int at = value.lastIndexOf('@');
    int from = at;
    while (from > 0
        && (AddressLexer.isAtomText(value.charAt(from - 1)) || value.charAt(from - 1) == '.')) {
      from--;
    }
    int to = at + 1;
    while (to < value.length()
        && (AddressLexer.isAtomText(value.charAt(to)) || value.charAt(to) == '.')) {
      to++;
    }
    if (Host.of(value.substring(at + 1, to)) instanceof Host.Named host && from < at) {
      addresses.add(new Address(value.substring(from, at), host));
    }
  }

  /// What a person is shown beside the address.
  private void readDisplay(Mailboxes mailboxes, SequencedSet<Domain> own) {
    var shown = new ArrayList<String>(mailboxes.comments());
    for (var mailbox : mailboxes.mailboxes()) {
      shown.add(mailbox.displayName());
      mailbox.address().ifPresent(address -> shown.add(address.localPart()));
    }
    shown.stream()
        .filter(text -> !text.isEmpty())
        .limit(2 * Mailboxes.MOST)
        .forEach(text -> readShown(text, own));
  }

  private void readShown(String text, SequencedSet<Domain> own) {
    var mentioned = Mentions.in(text, ENOUGH_DOMAINS).domains();
    if (!own.containsAll(mentioned)) {
      found.note(FROM_SHOWS_OTHER_ADDRESS, text);
    }
    if (DisplayText.hides(EncodedWords.decode(text))) {
      found.note(FROM_HIDES_TEXT, text);
    }
  }
}
