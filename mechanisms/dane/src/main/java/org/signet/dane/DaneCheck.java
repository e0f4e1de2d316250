package org.signet.dane;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.signet.dane.DaneMatch.BrokenChain;
import org.signet.dane.DaneMatch.Matched;
import org.signet.dane.DaneMatch.Mismatch;
import org.signet.dane.DaneMatch.NoCertificate;
import org.signet.dane.DaneMatch.NoneMatches;
import org.signet.dane.DaneMatch.OtherName;
import org.signet.foundation.text.Domain;

/// Holds the certificates that a server shows against the records that pin them. A function of what
/// it is given, for any TLS client.
///
/// A DANE-EE(3) record is met by the server's certificate, whatever its names, its dates and its
/// issuer (RFC 7672 §3.1.1). A DANE-TA(2) record is met by an authority of the chain; then the
/// chain to it must be valid and the certificate must bear one of the names (§3.1.2). Records with
/// PKIX-TA(0) and PKIX-EE(1), which are unusable for mail, are met as RFC 6698 §2.1.1 has it, where
/// the client brings authorities of its own.
public final class DaneCheck {
  /// Certificates of a chain that are looked at; chains of servers have two to four.
  public static final int MOST_CERTIFICATES = 12;

  private final byte[] leaf;

  /// Empty where the JDK cannot read the server's certificate, as it cannot where that has no
  /// issuer.
  private final Optional<Path> path;

  private final List<Pin> pins;
  private final List<Domain> names;
  private final Instant at;
  private final DaneRules rules;

  private DaneCheck(
      List<byte[]> chain, List<Pin> pins, List<Domain> names, Instant at, DaneRules rules) {
    leaf = chain.getFirst();
    path =
        Der.certificate(leaf)
            .map(
                own ->
                    Path.from(
                        own,
                        chain.stream()
                            .skip(1)
                            .limit(MOST_CERTIFICATES - 1)
                            .flatMap(one -> Der.certificate(one).stream())
                            .toList(),
                        pins));
    this.pins = pins;
    this.names = names;
    this.at = at;
    this.rules = rules;
  }

  /// Of a host to which mail is brought.
  ///
  /// @param chain as the server sent it, its own certificate first
  public static DaneMatch check(
      List<X509Certificate> chain, DaneOutcome.Pinned pinned, Instant at) {
    return check(chain, pinned.pins(), pinned.names(), at, DaneRules.MAIL);
  }

  /// Of any server.
  ///
  /// @param chain as the server sent it, its own certificate first
  /// @param names those that the certificate may bear
  public static DaneMatch check(
      List<X509Certificate> chain,
      List<Pin> pins,
      List<Domain> names,
      Instant at,
      DaneRules rules) {
    return checkOctets(chain.stream().map(Der::octets).toList(), pins, names, at, rules);
  }

  /// The same of certificates in DER, as they came: what DANE-EE(3) pins is compared as octets.
  public static DaneMatch checkOctets(
      List<byte[]> chain, List<Pin> pins, List<Domain> names, Instant at, DaneRules rules) {
    return chain.isEmpty()
        ? new NoCertificate()
        : new DaneCheck(chain, pins, names, at, rules).match();
  }

  private DaneMatch match() {
    Mismatch nearest = new NoneMatches();
    // What asks for least first: its verdict depends on nothing else.
    for (var pin : pins.stream().sorted(Comparator.comparing(Pin::usage).reversed()).toList()) {
      switch (match(pin)) {
        case Matched matched -> {
          return matched;
        }
        case NoneMatches _, NoCertificate _ -> {}
        case Mismatch mismatch -> nearest = mismatch;
      }
    }
    return nearest;
  }

  private DaneMatch match(Pin pin) {
    return switch (pin.usage()) {
      case DANE_EE -> ofLeaf(pin);
      case DANE_TA -> path.map(known -> authority(pin, known)).orElse(new NoneMatches());
      case PKIX_EE ->
          path.filter(_ -> pin.matches(leaf))
              .map(known -> publicPath(pin, known, true))
              .orElse(new NoneMatches());
      case PKIX_TA -> path.map(known -> publicPath(pin, known, false)).orElse(new NoneMatches());
    };
  }

  private DaneMatch ofLeaf(Pin pin) {
    if (!pin.matches(leaf)) {
      return new NoneMatches();
    }
    return rules.namesEndEntity()
        ? path.map(known -> named(pin, 0, known)).orElse(new OtherName(pin, names, List.of()))
        : new Matched(pin, 0);
  }

  private DaneMatch authority(Pin pin, Path path) {
    for (int i = 1; i < path.certificates().size(); i++) {
      var authority = path.certificates().get(i);
      if (pin.matches(authority)) {
        return verdict(pin, i, path.first(i), Anchor.of(authority));
      }
    }
    // A bare key of an authority that the server did not send.
    var key = pin.bareKey();
    for (int i = 0; i < path.certificates().size() && key.isPresent(); i++) {
      var signed = path.certificates().get(i);
      if (Path.isSignedBy(signed, key.get())) {
        return verdict(pin, i, path.first(i + 1), Anchor.of(signed, key.get()));
      }
    }
    return new NoneMatches();
  }

  private DaneMatch verdict(Pin pin, int depth, Path path, Anchor anchor) {
    var broken = path.flaw(anchor, at);
    return broken.isPresent()
        ? new BrokenChain(pin, broken.get().flaw(), broken.get().why())
        : named(pin, depth, path);
  }

  private DaneMatch named(Pin pin, int depth, Path path) {
    var borne = CertificateNames.of(path.leaf());
    return CertificateNames.anyMatches(borne, names)
        ? new Matched(pin, depth)
        : new OtherName(pin, names, borne);
  }

  /// A chain to an authority that the client trusts anyway.
  ///
  /// @param ofLeaf whether the record is about the server's certificate, and not about an authority
  private DaneMatch publicPath(Pin pin, Path path, boolean ofLeaf) {
    var verdicts = new ArrayList<DaneMatch>();
    for (var authority : rules.authorities()) {
      for (var below : path.below(authority)) {
        var depth = ofLeaf ? OptionalInt.of(0) : depth(pin, below, authority);
        depth.ifPresent(at -> verdicts.add(verdict(pin, at, below, Anchor.of(authority))));
      }
    }
    if (ofLeaf && verdicts.isEmpty()) {
      return new BrokenChain(pin, DaneMatch.Flaw.PATH, "it leads to no authority that is trusted");
    }
    return verdicts.stream()
        .filter(verdict -> verdict instanceof Matched)
        .findFirst()
        .or(() -> verdicts.stream().findFirst())
        .orElse(new NoneMatches());
  }

  /// Which authority of the path meets the record, the trusted one last.
  private static OptionalInt depth(Pin pin, Path path, X509Certificate trusted) {
    var all = Stream.concat(path.certificates().stream(), Stream.of(trusted)).toList();
    return IntStream.range(1, all.size()).filter(i -> pin.matches(all.get(i))).findFirst();
  }
}
