package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.arc.ArcOutcome;
import org.signet.arc.ArcSealer;
import org.signet.arc.ArcTrust;
import org.signet.arc.ArrivalResults;
import org.signet.arc.ChainValidation;
import org.signet.arc.Sealing;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.Practice;
import org.signet.dkim.Signatory;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningKey;
import org.signet.dmarc.Policy;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Network;
import org.signet.message.Address;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;
import org.signet.verifier.Verification;
import org.signet.verifier.Verifier;
import org.signet.verifier.VerifierSettings;
import org.signet.verifier.World;

/// A message on its way to us, as a line of a case file tells it: facts with commas between, then
/// the fields of the header, each behind a ` | `. What no fact tells is as in [#DEFAULTS]; a fact
/// of another name, such as the id of an attack, tells nothing.
///
/// | fact | means |
/// |---|---|
/// | `by A`, `helo N`, `as S` | the client's address, its greeting, MAIL FROM |
/// | `signed D` | signed by this domain, with a key that is published |
/// | `footer`, `tagged` | a footer was added after that, a tag put in front of the subject |
/// | `sealed D: T`, `torn` | sealed after that by D with these results; changed after that |
/// | `believed D` | the operator believes what D seals |
/// | `known list D`, `known forwarder N` | the operator lists them |
/// | `exempt author A until T`, `exempt domain D …`, `exempt way N …` | exemptions |
/// | `relayed`, `submitted`, `strict` | the direction; strict_9989 |
/// | `waited N`, `failing N of M`, `remembered D P` | what is remembered |
public final class Posted {
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static final SigningKey KEY = SigningKey.ofSeed("a seed of exactly thirty-two oct");
  private static final Domain SELECTOR = Domain.of("s1");

  /// The attacker of attacks.md: a host with a domain, keys and an SPF record of its own.
  private static final List<String> DEFAULTS =
      List.of("by 192.0.2.66", "helo helo.attack.com", "as any@attack.com");

  private static final String BODY = "\r\nHello, this is the text of the message.\r\n";

  /// What indirect mail carries, written by nobody: each alone and all together change nothing.
  static final List<String> UNVERIFIED_CLAIMS =
      List.of(
          "List-Id: Friends <friends.list.example>",
          "List-Unsubscribe: <mailto:leave@list.example>\r\n"
              + "List-Post: <mailto:friends@list.example>",
          "Precedence: list",
          "Authentication-Results: mx.victim.com; dmarc=pass header.from=legitimate.com",
          "ARC-Seal: i=1; a=rsa-sha256; t=1764072000; cv=none; d=list.example; s=s1; b=AAAA\r\n"
              + "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=list.example; s=s1;"
              + " h=from; bh=AAAA; b=AAAA\r\n"
              + "ARC-Authentication-Results: i=1; list.example; dmarc=pass"
              + " header.from=legitimate.com",
          "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=legitimate.com; s=s9; h=from;"
              + " bh=AAAA; b=AAAA",
          "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=list.example; s=s1; h=from;"
              + " bh=AAAA; b=AAAA",
          "Sender: <friends-bounces@list.example>\r\nResent-From: <friends@list.example>",
          "Received-SPF: pass\r\nX-Forwarded-For: bob@victim.com");

  private final Map<String, String> facts = new HashMap<>();
  private final List<String> signers = new ArrayList<>();
  private final List<Intermediary> known = new ArrayList<>();
  private final List<Domain> believed = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();
  private final Map<Domain, Policy> remembered = new HashMap<>();
  private final List<String> fields;

  public Posted(String question) {
    var parts = new ArrayList<>(List.of(question.split(" *\\| *", -1)));
    DEFAULTS.forEach(this::fact);
    for (var fact : parts.removeFirst().split(", *", -1)) {
      fact(fact.strip());
    }
    fields = parts.stream().map(Posted::unescaped).toList();
  }

  /// What is written `\r`, `\n`, `\t`, `\xHH` or `\\`.
  private static String unescaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'x' -> {
          out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
          i += 2;
        }
        case '\\' -> out.append('\\');
        default -> throw new IllegalArgumentException("no escape: \\" + escape);
      }
    }
    return out.toString();
  }

  private void fact(String fact) {
    int blank = fact.indexOf(' ');
    var name = blank < 0 ? fact : fact.substring(0, blank);
    var value = blank < 0 ? "" : fact.substring(blank + 1).strip();
    switch (name) {
      case "signed" -> signers.add(value);
      case "believed" -> believed.add(Domain.of(value));
      case "known" -> known.add(intermediary(value));
      case "exempt" -> exemptions.add(exemption(value));
      case "remembered" -> {
        var words = value.split(" ", -1);
        remembered.put(Domain.of(words[0]), Policy.valueOf(words[1].toUpperCase(Locale.ROOT)));
      }
      default -> facts.put(name, value);
    }
  }

  private static Intermediary intermediary(String words) {
    return words.startsWith("list ")
        ? new Intermediary(Intermediary.Kind.LIST, place(words.substring("list ".length())))
        : new Intermediary(
            Intermediary.Kind.FORWARDER, place(words.substring("forwarder ".length())));
  }

  private static Intermediary.Place place(String text) {
    return Network.parse(text)
        .optional()
        .<Intermediary.Place>map(Intermediary.Place.Hosts::new)
        .orElseGet(() -> new Intermediary.Place.Name(Domain.of(text)));
  }

  private static Exemption exemption(String text) {
    var words = text.split(" ", -1);
    var scope =
        switch (words[0]) {
          case "author" -> new Exemption.Scope.Author(address(words[1]));
          case "domain" -> new Exemption.Scope.AuthorDomain(Domain.of(words[1]));
          default -> new Exemption.Scope.Way(place(words[1]));
        };
    return new Exemption(scope, Instant.parse(words[3] + "T00:00:00Z"));
  }

  static Address address(String text) {
    return ((ReversePath.Mailbox) ReversePath.parse(text)).address();
  }

  /// The same with fields below its own that anybody can write and that prove nothing.
  public Posted withUnverifiedClaims() {
    facts.put("claiming", "");
    return this;
  }

  Verification proof(String zone) throws IOException {
    var sealers = believed.stream().map(one -> new ArcTrust.Sealer(one, Set.of())).toList();
    var settings = VerifierSettings.defaults().trusting(new ArcTrust(sealers));
    return new Verifier(world(zone), settings).verify(Message.of(octets()), envelope());
  }

  private World world(String zone) {
    var all = new ArrayList<>(signers);
    seal().ifPresent(one -> all.add(one.domain().text()));
    return world(zone, all);
  }

  /// A world in which these publish their keys, where the zone does not say otherwise.
  public static World world(String zone, List<String> signers) {
    var text = new StringBuilder(zone).append("$STATUS unchecked\n");
    for (var signer : signers) {
      if (!zone.contains("s1._domainkey." + signer + ".")) {
        text.append("s1._domainkey.").append(signer).append(". TXT \"");
        text.append(record(signer).value()).append("\"\n");
      }
    }
    return World.of(ZoneResolver.of(text.toString()), InstantSource.fixed(NOW));
  }

  private static KeyRecord record(String domain) {
    return new Signatory(Domain.of(domain), SELECTOR, KEY).record();
  }

  public byte[] octets() throws IOException {
    var header = new StringBuilder();
    fields.forEach(field -> header.append(field).append("\r\n"));
    var signed = (header + BODY).getBytes(ISO_8859_1);
    for (var signer : signers) {
      signed = signed(signed, signer);
    }
    var text = new String(signed, ISO_8859_1);
    if (facts.containsKey("footer")) {
      text += "_______\r\nlist mailing list\r\n";
    }
    if (facts.containsKey("tagged")) {
      text = text.replace("\nSubject: ", "\nSubject: [list] ");
    }
    if (facts.containsKey("claiming")) {
      int end = text.indexOf("\r\n\r\n") + 2;
      text =
          text.substring(0, end)
              + String.join("\r\n", UNVERIFIED_CLAIMS)
              + "\r\n"
              + text.substring(end);
    }
    var ready = text.getBytes(ISO_8859_1);
    var sealed = seal().isPresent() ? sealed(ready, seal().get()) : ready;
    return facts.containsKey("torn")
        ? (new String(sealed, ISO_8859_1) + "torn\r\n").getBytes(ISO_8859_1)
        : sealed;
  }

  /// Who sealed, and the results.
  private record Seal(Domain domain, String results) {}

  private Optional<Seal> seal() {
    return Optional.ofNullable(facts.get("sealed"))
        .map(
            fact -> {
              int colon = fact.indexOf(": ");
              return new Seal(Domain.of(fact.substring(0, colon)), fact.substring(colon + 2));
            });
  }

  private static byte[] sealed(byte[] message, Seal seal) throws IOException {
    var signatory = new Signatory(seal.domain, SELECTOR, KEY);
    var sealer = new ArcSealer(signatory, InstantSource.fixed(NOW));
    var original = Message.of(message);
    var chain = ChainValidation.of(new ArcOutcome.None());
    if (!(sealer.seal(original, new ArrivalResults(seal.results), chain)
        instanceof Sealing.Sealed sealed)) {
      throw new IllegalArgumentException("not sealed");
    }
    try (var in = original.under(sealed.fields()).open()) {
      return in.readAllBytes();
    }
  }

  static byte[] signed(byte[] message, String domain) throws IOException {
    var signatory = new Signatory(Domain.of(domain), SELECTOR, KEY);
    var signer = new DkimSigner(List.of(signatory), Practice.USUAL, InstantSource.fixed(NOW));
    var original = Message.of(message);
    if (!(signer.sign(original) instanceof Signing.Signed(var added, _))) {
      throw new IllegalArgumentException("refused");
    }
    try (var in = original.under(added).open()) {
      return in.readAllBytes();
    }
  }

  public Envelope envelope() {
    var client = fact("by", "");
    return new Envelope(
        client.equals("nobody") ? Optional.empty() : Optional.of(IpAddress.of(client)),
        fact("helo", ""),
        ReversePath.parse("<" + path() + ">"),
        List.of("<v@victim.com>"));
  }

  /// MAIL FROM, without angle brackets.
  public String path() {
    return unescaped(fact("as", ""));
  }

  private String fact(String name, String otherwise) {
    return facts.getOrDefault(name, otherwise);
  }

  Rules rules() {
    var rules = Rules.usual().knowing(known).exempting(exemptions);
    return facts.containsKey("strict") ? rules.strict() : rules;
  }

  Direction direction() {
    var by = new Direction.Rule.Otherwise();
    if (facts.containsKey("relayed")) {
      return new Direction.Relay(Optional.empty(), by);
    }
    return facts.containsKey("submitted")
        ? new Direction.Submission(Optional.of("bob"), new Direction.Rule.LoggedIn())
        : new Direction.Inbound(by);
  }

  History history() {
    var waited = Optional.ofNullable(facts.get("waited")).map(text -> Duration.parse("PT" + text));
    var failing = fact("failing", "0 of 0").split(" of ", -1);
    var share = new OwnFaults.Share(Integer.parseInt(failing[0]), Integer.parseInt(failing[1]));
    return new History(waited, share, remembered);
  }

  Handling handling(String zone) throws IOException {
    return handling(proof(zone));
  }

  Handling handling(Verification proof) {
    return new Receiver(rules()).handle(proof, direction(), history());
  }

  /// As an answer of a case file says it.
  public static String words(Handling handling) {
    var code =
        HandlingExplainer.reply(handling)
            .map(reply -> " " + reply.code().reply() + " " + reply.code().status())
            .orElse("");
    return LogWords.of(handling.action()) + code + ", " + LogWords.of(handling.why());
  }
}
