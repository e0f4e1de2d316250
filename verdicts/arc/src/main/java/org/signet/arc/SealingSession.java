package org.signet.arc;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.signet.dkim.BodyHasher;
import org.signet.dkim.CanonicalHeader;
import org.signet.dkim.Canonicalization;
import org.signet.dkim.HashAlgorithm;
import org.signet.dkim.HeaderIndex;
import org.signet.dkim.Signatory;
import org.signet.dkim.SignatureWriter;
import org.signet.message.Ambiguity;
import org.signet.message.Field;
import org.signet.message.Header;

/// One message on its way to be sealed: its body passes once.
public final class SealingSession {
  private final Header header;
  private final List<String> names;
  private final Signatory who;
  private final Instant now;
  private final BodyHasher hasher = new BodyHasher();

  /// @param names of the fields that the message signature covers
  SealingSession(Header header, List<String> names, Signatory who, Instant now) {
    this.header = header;
    this.names = names;
    this.who = who;
    this.now = now;
    hasher.want(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
  }

  /// The next octets of the body, from `from` up to `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    hasher.update(octets, from, to);
  }

  /// The end of the message.
  ///
  /// @param results what this host found out on arrival
  /// @param chain what the chain came to on arrival
  public Sealing finish(ArrivalResults results, ChainValidation chain) {
    hasher.end();
    var unclear = unclear();
    if (!unclear.isEmpty()) {
      return new Sealing.HeaderUnclear(unclear);
    }
    return switch (Chain.in(header)) {
      case Chain.None _ when chain == ChainValidation.NONE -> seal(1, chain, List.of(), results);
      case Chain.Sound(var sets) when chain == ChainValidation.PASS ->
          seal(sets.size() + 1, chain, sets, results);
      case Chain.Sound(var sets) when chain == ChainValidation.FAIL ->
          seal(sets.size() + 1, chain, List.of(), results);
      case Chain.Broken(ArcFault.AlreadyFailed(int instance), _)
          when chain == ChainValidation.FAIL ->
          new Sealing.AlreadyFailed(instance);
      case Chain.Broken(_, int last) when chain == ChainValidation.FAIL ->
          seal(last + 1, chain, List.of(), results);
      case Chain.None _, Chain.Sound _, Chain.Broken _ -> new Sealing.ChainChanged(chain);
    };
  }

  private List<Ambiguity> unclear() {
    return header.ambiguities().stream()
        .filter(
            one ->
                one.reason() == Ambiguity.Reason.FIRST_LINE_FOLDED
                    || header.exceeded().contains(one))
        .toList();
  }

  /// @param covered the sets before that the seal covers: all of a chain that holds, and none of
  ///     one that does not (§5.1.2)
  private Sealing seal(
      int instance, ChainValidation chain, List<ArcSet> covered, ArrivalResults results) {
    if (instance > ArcVerifier.MOST_SETS) {
      return new Sealing.ChainFull(ArcVerifier.MOST_SETS);
    }
    var aar = Field.of(ArcPart.RESULTS.field() + ": i=" + instance + "; " + results.value());
    var ams = messageSignature(instance);
    var sets = SealHashes.canonical(covered);
    sets.add(aar);
    sets.add(ams);
    var seal =
        begin(ArcPart.SEAL, instance)
            .tag("cv", chain.word())
            .tag("d", who.domain().text())
            .tag("s", who.selector().text())
            .tag("t", Long.toString(now.getEpochSecond()))
            .sign(who.key(), sets);
    return new Sealing.Sealed(instance, chain, List.of(seal, ams, aar));
  }

  /// §4.1.2.
  private Field messageSignature(int instance) {
    var covered = new CanonicalHeader(Canonicalization.RELAXED);
    covered.addAll(new HeaderIndex(header).choose(names, -1));
    var form = Canonicalization.RELAXED.word();
    var body = hasher.digest(Canonicalization.RELAXED, HashAlgorithm.SHA256, OptionalLong.empty());
    return begin(ArcPart.MESSAGE_SIGNATURE, instance)
        .tag("c", form + '/' + form)
        .tag("d", who.domain().text())
        .tag("s", who.selector().text())
        .tag("t", Long.toString(now.getEpochSecond()))
        .names("h", names)
        .tag("bh", body.orElseThrow().hash())
        .sign(who.key(), covered);
  }

  private SignatureWriter begin(ArcPart part, int instance) {
    return new SignatureWriter(part.field())
        .tag("i", Integer.toString(instance))
        .tag("a", who.key().algorithm().word());
  }
}
