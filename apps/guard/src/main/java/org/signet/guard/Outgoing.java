package org.signet.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import org.signet.dkim.Signatory;
import org.signet.foundation.text.Domain;
import org.signet.guard.Outbound.Why;
import org.signet.keyring.SigningKeys.Keys;
import org.signet.message.Address;
import org.signet.message.Author;
import org.signet.message.Header;
import org.signet.message.ReversePath;

/// Decides who signs a message: a function of the operator's rules, the direction, the envelope's
/// sender and the author. Only submissions and local mail are signed: a signature says that the
/// message is ours, and of others' mail, passed on or failed, nobody here knows that.
public final class Outgoing {
  private final SigningRules rules;
  private final Owners owners;
  private final Function<Domain, Keys> keys;

  /// @param keys those of a domain that sign now, such as [org.signet.keyring.SigningKeys#of]
  public Outgoing(SigningRules rules, Owners owners, Function<Domain, Keys> keys) {
    this.rules = rules;
    this.owners = owners;
    this.keys = keys;
  }

  public Outbound choose(Direction direction, ReversePath sender, Header header) {
    return switch (direction) {
      case Direction.Inbound _, Direction.Relay _, Direction.Reinjected _ ->
          new Outbound.DoNotSign(new Why.NotOurs(direction));
      case Direction.Local _ -> local(Author.of(header));
      case Direction.Submission(var login, _) -> submitted(login, sender, Author.of(header));
    };
  }

  private Outbound local(Author author) {
    return author.ambiguities().isEmpty() ? signed(author) : unclear(author);
  }

  private static Outbound unclear(Author author) {
    return new Outbound.DoNotSign(new Why.AuthorUnclear(author.ambiguities()));
  }

  private Outbound submitted(Optional<String> login, ReversePath sender, Author author) {
    if (!author.ambiguities().isEmpty() || author.addresses().isEmpty()) {
      return new Outbound.Refuse(
          new Why.AuthorUnclear(author.ambiguities()), ReplyCode.AUTHOR_UNCLEAR);
    }
    for (var address : author.addresses()) {
      var objection = login.flatMap(name -> objection(name, address, Outbound.Part.AUTHOR));
      if (objection.isPresent()) {
        return objected(objection.get());
      }
    }
    if (rules.refusesUnowned() && sender instanceof ReversePath.Mailbox(var address)) {
      var objection = login.flatMap(name -> objection(name, address, Outbound.Part.ENVELOPE));
      if (objection.isPresent()) {
        return objected(objection.get());
      }
    }
    return signed(author);
  }

  /// What speaks against a login that uses this address. Where nobody keeps a list, nothing does:
  /// the mail server alone decides then who may send what.
  private Optional<Why> objection(String login, Address address, Outbound.Part part) {
    return switch (owners.ask(login, address)) {
      case Ownership.Owns _ -> Optional.empty();
      case Ownership.DoesNotOwn _ -> Optional.of(new Why.NotOwned(login, address, part));
      case Ownership.Unknown(var why) ->
          switch (why) {
            case Ownership.Why.NotKept _ -> Optional.empty();
            case Ownership.Why.TimedOut _, Ownership.Why.Trouble _ ->
                Optional.of(new Why.OwnershipUnknown(login, address, why));
          };
    };
  }

  private Outbound objected(Why why) {
    if (!rules.refusesUnowned()) {
      return new Outbound.DoNotSign(why);
    }
    var code = why instanceof Why.OwnershipUnknown ? ReplyCode.UNKNOWN : ReplyCode.NOT_YOURS;
    return new Outbound.Refuse(why, code);
  }

  private Outbound signed(Author author) {
    var signatories = new ArrayList<Signatory>();
    var asked = new LinkedHashSet<Domain>();
    for (var address : author.addresses()) {
      for (var domain : signers(address, asked)) {
        switch (keys.apply(domain)) {
          case Keys.Ready(var signers) ->
              signers.stream()
                  .map(signer -> new Signatory(domain, signer.selector(), signer.key()))
                  .filter(one -> !signatories.contains(one))
                  .forEach(signatories::add);
          case Keys.None _ -> {}
          case Keys.Trouble trouble -> {
            return unusable(domain, trouble);
          }
          case Keys.Locked locked -> {
            return unusable(domain, locked);
          }
        }
      }
    }
    return signatories.isEmpty()
        ? new Outbound.DoNotSign(new Why.NoKeys(List.copyOf(asked)))
        : new Outbound.Sign(signatories);
  }

  private static Outbound unusable(Domain domain, Keys keys) {
    return new Outbound.DoNotSign(new Why.KeysUnusable(domain, keys));
  }

  private List<Domain> signers(Address author, SequencedSet<Domain> asked) {
    var named = rules.signers(author);
    if (named.isPresent()) {
      asked.addAll(named.get());
      return named.get();
    }
    return author.domain().flatMap(domain -> nearest(domain, asked)).stream().toList();
  }

  /// The author's domain or the nearest above it with keys: a signature of a parent aligns with its
  /// sub-domains unless they ask for the same name (RFC 9989 §4.4.1).
  private Optional<Domain> nearest(Domain domain, SequencedSet<Domain> asked) {
    for (int labels = domain.labelCount(); labels > 1; labels--) {
      var candidate = domain.suffix(labels);
      asked.add(candidate);
      if (!(keys.apply(candidate) instanceof Keys.None)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
