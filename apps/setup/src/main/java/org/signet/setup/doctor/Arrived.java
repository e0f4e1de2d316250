package org.signet.setup.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimSignature;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Configuration;
import org.signet.message.Envelope;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.message.Message;
import org.signet.message.MessageStream;
import org.signet.verifier.Verifier;
import org.signet.verifier.World;

/// What arrived of a message that the doctor sent: whether our signature holds, as a receiver finds
/// it, and if not, what was changed behind it.
///
/// @param sent the message as it was given to the mail server
/// @param received the message in the mailbox
record Arrived(String sent, String received, Configuration configuration, World world) {
  private static final String TOPIC = "mail";
  private static final int SHOWN = 300;

  List<Finding> findings() {
    try {
      var message = Message.of(received.getBytes(ISO_8859_1));
      var proof = new Verifier(world).verify(message, Envelope.unknown());
      var ours = proof.dkim().stream().filter(this::isOurs).toList();
      return ours.isEmpty() ? List.of(unsigned()) : signed(ours);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is read from memory
    }
  }

  private boolean isOurs(DkimResult result) {
    return result
        .signature()
        .optional()
        .filter(one -> configuration.domains().stream().anyMatch(one.domain()::isWithin))
        .isPresent();
  }

  private static Finding unsigned() {
    return Finding.of(TOPIC, Mark.BAD, "The message arrived, and nobody of ours has signed it.")
        .mend(
            "the log of the guard says why: outbound= and reason=; mail of this host is signed"
                + " where own = [\"127.0.0.1\"] stands under [ways]");
  }

  private List<Finding> signed(List<DkimResult> ours) throws IOException {
    var findings = new ArrayList<Finding>();
    for (var result : ours) {
      findings.add(of(result, result.signature().orThrow()));
    }
    return findings;
  }

  private Finding of(DkimResult result, DkimSignature signature) throws IOException {
    var who = "the signature of " + signature.domain() + " (" + signature.selector() + ") ";
    return switch (result.outcome()) {
      case DkimOutcome.Pass _ ->
          Finding.of(TOPIC, Mark.GOOD, "The message arrived, and " + who + "holds.");
      case DkimOutcome.Fail _ -> {
        var changed = changed(signature, result.outcome());
        yield Finding.of(
                TOPIC,
                Mark.BAD,
                "The message arrived, and " + who + "does not hold: " + changed + ".")
            .mend("let the guard be the last that changes what goes out");
      }
      case DkimOutcome.TempError _ ->
          Finding.of(
              TOPIC,
              Mark.UNKNOWN,
              "The message arrived, and its key cannot be looked up now: " + who + "is unknown.");
      case DkimOutcome.PermError _, DkimOutcome.NotEvaluated _ ->
          Finding.of(
                  TOPIC,
                  Mark.BAD,
                  "The message arrived, and no receiver can check " + who + "by its key.")
              .mend("signet key check --domain " + signature.domain());
    };
  }

  /// What was changed behind the signature.
  private String changed(DkimSignature signature, DkimOutcome outcome) throws IOException {
    var fields = changedFields(signature);
    var parts = new ArrayList<String>();
    if (outcome instanceof DkimOutcome.Fail.BodyChanged) {
      parts.add("its body was changed on the way");
    }
    if (!fields.isEmpty()) {
      parts.add("changed, added or taken away on the way: " + String.join(", ", fields));
    }
    return parts.isEmpty()
        ? "it was changed on the way, or signed with another key than its record has"
        : Ascii.printable(String.join("; ", parts), SHOWN);
  }

  /// The signed fields that are not as they were sent.
  private List<String> changedFields(DkimSignature signature) throws IOException {
    var before = header(sent);
    var after = header(received);
    return signature.signedFields().stream()
        .map(Ascii::toLower)
        .distinct()
        .filter(name -> !values(before, name).equals(values(after, name)))
        .toList();
  }

  private static Header header(String text) throws IOException {
    try (var stream = MessageStream.open(Message.of(text.getBytes(ISO_8859_1)))) {
      return stream.header();
    }
  }

  /// Apart from blanks, which the signature does not count (RFC 6376 §3.4.2).
  private static String values(Header header, String name) {
    return header.all(name).stream()
        .map(Field::value)
        .map(value -> value.replaceAll("[ \t\r\n]+", " ").strip())
        .collect(Collectors.joining("\n"));
  }
}
