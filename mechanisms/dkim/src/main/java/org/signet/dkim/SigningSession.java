package org.signet.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.signet.message.Field;
import org.signet.message.Header;

/// One message on its way to be signed: its body passes once.
public final class SigningSession {
  private final Header header;
  private final List<Signatory> signatories;
  private final Practice practice;
  private final Instant now;
  private final BodyHasher hasher = new BodyHasher();
  private final BodyLint lint;

  SigningSession(Header header, List<Signatory> signatories, Practice practice, Instant now) {
    this.header = header;
    this.signatories = signatories;
    this.practice = practice;
    this.now = now;
    this.lint = new BodyLint(header, practice.way());
    hasher.want(practice.bodyForm(), HashAlgorithm.SHA256, OptionalLong.empty());
  }

  /// The next octets of the body, from `from` up to `to`; they are not kept.
  public void body(byte[] octets, int from, int to) {
    lint.body(octets, from, to);
    hasher.update(octets, from, to);
  }

  /// The end of the message.
  public Signing finish() {
    hasher.end();
    var names = SigningTable.names(header);
    var hazards = new ArrayList<>(HeaderLint.of(header, names.size(), practice.way()));
    hazards.addAll(lint.end());
    if (isRefused(hazards)) {
      return new Signing.Refused(hazards);
    }
    var chosen = new HeaderIndex(header).choose(names, -1);
    var fields = signatories.stream().map(one -> signature(one, names, chosen)).toList();
    return new Signing.Signed(fields, hazards);
  }

  private boolean isRefused(List<Hazard> hazards) {
    return practice.isStrict() ? !hazards.isEmpty() : hazards.stream().anyMatch(Hazard::forbids);
  }

  private Field signature(Signatory who, List<String> names, List<Field> chosen) {
    var covered = new CanonicalHeader(practice.headerForm());
    covered.addAll(chosen);
    return tags(who, names).sign(who.key(), covered);
  }

  private SignatureWriter tags(Signatory who, List<String> names) {
    var form = practice.headerForm().word() + '/' + practice.bodyForm().word();
    var writer =
        new SignatureWriter(DkimSignature.FIELD)
            .tag("v", "1")
            .tag("a", who.key().algorithm().word())
            .tag("c", form)
            .tag("d", who.domain().text())
            .tag("s", who.selector().text())
            .tag("t", Long.toString(now.getEpochSecond()));
    practice
        .lifetime()
        .ifPresent(time -> writer.tag("x", Long.toString(now.plus(time).getEpochSecond())));
    practice.agent().ifPresent(agent -> writer.tag("i", text(agent)));
    var digest = hasher.digest(practice.bodyForm(), HashAlgorithm.SHA256, OptionalLong.empty());
    return writer.names("h", names).tag("bh", digest.orElseThrow().hash());
  }

  private static String text(Agent agent) {
    return QuotedPrintable.encode(agent.localPart()) + '@' + agent.domain().text();
  }
}
