package org.signet.verifier;

import static org.signet.foundation.spec.Spec.SIGNET;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.message.Envelope;
import org.signet.message.ReversePath;

/// An envelope as lines of text, one for each thing that is known, such as `helo:
/// mail.example.org`. Octets that are not visible, and the backslash, are written `\xHH`. What is
/// written reads back as the same envelope.
public final class EnvelopeText {
  private static final Clause FORM = SIGNET.section("envelope text");

  /// Recipients that are read.
  static final int MOST_RECIPIENTS = 1_000;

  private EnvelopeText() {}

  public static String write(Envelope envelope) {
    var out = new StringBuilder();
    envelope.client().ifPresent(client -> line(out, "ip", client.toString()));
    if (!envelope.helo().isEmpty()) {
      line(out, "helo", envelope.helo());
    }
    path(envelope.mailFrom()).ifPresent(path -> line(out, "mail-from", path));
    envelope.recipients().forEach(recipient -> line(out, "rcpt", recipient));
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(escaped(value)).append('\n');
  }

  /// The path as its command would say it; empty where nobody said.
  private static Optional<String> path(ReversePath path) {
    return switch (path) {
      case ReversePath.Null _ -> Optional.of("<>");
      case ReversePath.Mailbox(var address) -> Optional.of("<" + address + ">");
      case ReversePath.Invalid(var text, _) -> Optional.of(text);
      case ReversePath.Unknown _ -> Optional.empty();
    };
  }

  private static String escaped(String octets) {
    var out = new StringBuilder(octets.length());
    for (int i = 0; i < octets.length(); i++) {
      var c = octets.charAt(i);
      if (c != '\\' && (Ascii.isVisible(c) || (c == ' ' && i > 0 && i < octets.length() - 1))) {
        out.append(c);
      } else {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      }
    }
    return out.toString();
  }

  /// Reads the lines; empty ones are passed over.
  public static Parsed<Envelope> parse(String text) {
    var client = Optional.<IpAddress>empty();
    var helo = "";
    ReversePath mailFrom = new ReversePath.Unknown();
    var recipients = new ArrayList<String>();
    int at = 0;
    for (var line : text.split("\n", -1)) {
      int colon = line.indexOf(": ");
      var value = colon < 0 ? "" : unescaped(line.substring(colon + 2));
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "" -> {}
        case "ip" -> {
          client = IpAddress.parse(value).optional();
          if (client.isEmpty()) {
            return Parsed.malformed(text, at + colon + 2, "an IP address", FORM);
          }
        }
        case "helo" -> helo = value;
        case "mail-from" -> mailFrom = ReversePath.parse(value);
        case "rcpt" -> {
          if (recipients.size() == MOST_RECIPIENTS) {
            return Parsed.malformed(text, at, "at most " + MOST_RECIPIENTS + " lines rcpt", FORM);
          }
          recipients.add(value);
        }
        default -> {
          return Parsed.malformed(text, at, "ip, helo, mail-from or rcpt, and a colon", FORM);
        }
      }
      at += line.length() + 1;
    }
    return Parsed.ok(new Envelope(client, helo, mailFrom, recipients));
  }

  private static String unescaped(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)
          && i + 4 <= text.length()
          && Ascii.isHexDigit(text.charAt(i + 2))
          && Ascii.isHexDigit(text.charAt(i + 3))) {
        out.append((char) HexFormat.fromHexDigits(text, i + 2, i + 4));
        i += 3;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
