package org.signet.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.signet.dkim.DkimSigner;
import org.signet.dkim.Practice;
import org.signet.dkim.Signing;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.signet.guard.Decided.Deed;
import org.signet.guard.Decided.Place;
import org.signet.keyring.SigningKeys.Keys;
import org.signet.keyring.SigningKeys.Signer;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.LineEnds;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.verifier.Verifier;

/// A message from its arrival to what is done with it.
class GuardTest {
  private static final String ZONE =
      """
      _dmarc.bank.example.  TXT "v=DMARC1; p=reject"
      bank.example.         TXT "v=spf1 ip4:192.0.2.1 -all"
      """;

  private static final SigningKey KEY = SigningKey.ofSeed("a seed of exactly thirty-two oct");
  private static final Domain OURS = Domain.of("example.org");

  private static Guard guard(String more) {
    var text = "domains = [\"example.org\"]\nauthserv_ids = [\"mx.example.org\"]\n" + more;
    if (!(Configuration.read("f", text) instanceof Configuration.Reading.Read(var read))) {
      throw new AssertionError(Configuration.read("f", text).toString());
    }
    Owners owners =
        (login, address) ->
            address.localPart().equals(login) ? new Ownership.Owns() : new Ownership.DoesNotOwn();
    return new Guard(
        read,
        owners,
        domain ->
            domain.equals(OURS)
                ? new Keys.Ready(List.of(new Signer(Domain.of("s1"), KEY)))
                : new Keys.None(),
        Memory.fresh(() -> Posted.NOW));
  }

  private static Header header(Posted posted) throws IOException {
    try (var in = new ByteArrayInputStream(posted.octets());
        var stream = MessageStream.open(in, LineEnds.FILE)) {
      return stream.header();
    }
  }

  private static Decided decided(Guard guard, String line) throws IOException {
    var posted = new Posted(line);
    var envelope = posted.envelope();
    var login = line.contains("login bob") ? Optional.of("bob") : Optional.<String>empty();
    var known = new Circumstances(login, Optional.empty(), envelope.client());
    var passage = guard.begin(known, envelope, header(posted));
    if (passage.toVerify().isEmpty()) {
      return passage.unjudged();
    }
    var world = Posted.world(ZONE, List.of());
    var message = Message.of(posted.octets());
    return passage.judged(new Verifier(world).verify(message, passage.toVerify().get()));
  }

  private static Deed.Take taken(Decided decided) {
    if (!(decided.deed() instanceof Deed.Take take)) {
      throw new AssertionError(decided.deed().toString());
    }
    return take;
  }

  private static List<String> names(Deed.Take take) {
    return take.onTop().stream().map(Field::name).toList();
  }

  private static final String FORGERY =
      "| From: a@bank.example | Authentication-Results: mx.example.org; dmarc=pass";

  @Test
  void aForgeryIsRefused() throws IOException {
    var decided = decided(guard("mode = \"enforce\""), FORGERY);
    assertThat(decided.deed()).isInstanceOf(Deed.Refuse.class);
    assertThat(((Deed.Refuse) decided.deed()).reply().toString()).startsWith("550 5.7.1 DMARC");
  }

  @Test
  void whileObservingItIsDeliveredMarked() throws IOException {
    var decided = decided(guard(""), FORGERY);
    assertThat(decided.handling()).isInstanceOf(Handling.Reject.class);
    var take = taken(decided);
    assertThat(take.place()).isEqualTo(new Place.Recipients());
    assertThat(take.deletions()).containsExactly(new Deletion("Authentication-Results", 1));
    assertThat(names(take)).containsExactly("X-Signet-Mark", "Authentication-Results");
  }

  @Test
  void genuineMailGetsOurResults() throws IOException {
    var take =
        taken(
            decided(
                guard("mode = \"enforce\""),
                "by 192.0.2.1, as a@bank.example | From: a@bank.example"));
    assertThat(names(take)).containsExactly("Authentication-Results");
    assertThat(take.onTop().getFirst().value()).contains("dmarc=pass");
  }

  @Test
  void mailIsPutAsideAsTheOperatorPrefers() throws IOException {
    var relayed =
        "by 198.51.100.7 | Received: from x ([203.0.113.9]) by backup | From: a@bank.example";
    var ways = "\n[ways]\nrelays = [\"198.51.100.7\"]\n[policy]\nquarantine = ";
    var marked = taken(decided(guard("mode = \"enforce\"" + ways + "\"mark\""), relayed));
    assertThat(marked.place()).isEqualTo(new Place.Recipients());
    assertThat(names(marked))
        .containsExactly("X-Signet-Quarantine", "X-Signet-Mark", "Authentication-Results");
    var held = taken(decided(guard("mode = \"enforce\"" + ways + "\"hold\""), relayed));
    assertThat(held.place()).isEqualTo(new Place.Queue());
    assertThat(names(held)).containsExactly("X-Signet-Mark", "Authentication-Results");
    var sent = taken(decided(guard("mode = \"enforce\"" + ways + "\"j@example.org\""), relayed));
    assertThat(sent.place()).isEqualTo(new Place.Instead(Posted.address("j@example.org")));
  }

  @Test
  void aRelayedMessageIsJudgedByWhoSentItToTheRelay() throws IOException {
    var ways = "mode = \"enforce\"\n[ways]\nrelays = [\"198.51.100.7\"]";
    var take =
        taken(
            decided(
                guard(ways),
                "by 198.51.100.7, as a@bank.example"
                    + " | Received: from out ([192.0.2.1]) by backup | From: a@bank.example"));
    assertThat(take.onTop().getFirst().value()).contains("dmarc=pass");
  }

  @Test
  void aSubmissionIsSigned() throws IOException {
    var decided = decided(guard("mode = \"enforce\""), "login bob | From: bob@example.org");
    assertThat(decided.outbound()).isInstanceOf(Outbound.Sign.class);
    assertThat(taken(decided).onTop().getFirst().value()).isEqualTo("mx.example.org;\tauth=pass");
  }

  @Test
  void whatIsSignedPassesElsewhere() throws IOException {
    var line = "login bob, by 203.0.113.9 | From: bob@example.org | Subject: hi";
    if (!(decided(guard(""), line).outbound() instanceof Outbound.Sign(var signatories))) {
      throw new AssertionError("not signed");
    }
    var message = Message.of(new Posted(line).octets());
    var signer = new DkimSigner(signatories, Practice.USUAL, InstantSource.fixed(Posted.NOW));
    if (!(signer.sign(message) instanceof Signing.Signed(var fields, _))) {
      throw new AssertionError("refused");
    }
    var world =
        Posted.world("_dmarc.example.org. TXT \"v=DMARC1; p=reject\"\n", List.of("example.org"));
    var proof = new Verifier(world).verify(message.under(fields), Envelope.unknown());
    assertThat(proof.dmarc().outcome().word()).isEqualTo("pass");
  }

  @Test
  void aSubmissionUnderAnothersNameIsRefusedWhereThatIsWanted() throws IOException {
    var line = "login bob | From: al@example.org";
    var refusing = "[signing]\nrefuse_unowned = true";
    assertThat(decided(guard("mode = \"enforce\"\n" + refusing), line).deed())
        .isInstanceOf(Deed.Refuse.class);
    assertThat(decided(guard(refusing), line).deed()).isInstanceOf(Deed.Take.class);
    assertThat(decided(guard("mode = \"enforce\""), line).outbound())
        .isInstanceOf(Outbound.DoNotSign.class);
  }

  @Test
  void whatWasHereBeforeIsLeftAlone() throws IOException {
    var ways = "mode = \"enforce\"\n[ways]\nown = [\"127.0.0.1\"]";
    var line =
        "by 127.0.0.1 | Authentication-Results: mx.example.org; dmarc=fail"
            + " | Received: from x ([203.0.113.9]) by mx | From: bob@example.org";
    var decided = decided(guard(ways), line);
    assertThat(decided.direction()).isInstanceOf(Direction.Reinjected.class);
    assertThat(decided.outbound()).isInstanceOf(Outbound.DoNotSign.class);
    assertThat(taken(decided))
        .isEqualTo(new Deed.Take(List.of(), List.of(), new Place.Recipients()));
  }

  @Test
  void onlyWhatIsToBeJudgedIsJudged() throws IOException {
    var guard = guard("");
    var posted = new Posted("| From: bob@example.org");
    var client = Optional.of(IpAddress.of("192.0.2.66"));
    var stranger = new Circumstances(Optional.empty(), Optional.empty(), client);
    var ours = new Circumstances(Optional.of("bob"), Optional.empty(), client);
    var proof = posted.proof("");
    assertThatThrownBy(() -> guard.begin(stranger, posted.envelope(), header(posted)).unjudged())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> guard.begin(ours, posted.envelope(), header(posted)).judged(proof))
        .isInstanceOf(IllegalStateException.class);
  }
}
