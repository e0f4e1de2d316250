package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.Canonicalization;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.IpAddress;
import org.signet.message.Envelope;
import org.signet.message.Message;
import org.signet.message.ReversePath;

/// Makes messages that fill the limits of the budget, and a world in which their questions have the
/// most expensive answers.
final class HostileMessage {
  /// Author domain with seven labels below it, so that its tree walk is the longest.
  static final String AUTHOR = "a.b.c.d.e.f.g.victim.example";

  private static final int MX_TERMS = 10;
  private static final int MX_HOSTS = 10;

  private HostileMessage() {}

  static World world() {
    return World.of(
        ZoneResolver.of(zone()), InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));
  }

  private static String zone() {
    var zone = new StringBuilder(Signer.record("s1", AUTHOR));
    zone.append("_dmarc.victim.example. TXT \"v=DMARC1; p=reject\"\n");
    for (var sender : List.of("evil.example", "helo.evil.example")) {
      var record = new StringBuilder("v=spf1");
      for (int term = 0; term < MX_TERMS; term++) {
        var exchange = "m" + term + "." + sender;
        record.append(" mx:").append(exchange);
        for (int host = 0; host < MX_HOSTS; host++) {
          zone.append(exchange).append(". MX 10 h").append(host).append('.').append(exchange);
          zone.append(".\nh").append(host).append('.').append(exchange).append(". A 192.0.2.1\n");
        }
      }
      zone.append(sender).append(". TXT \"").append(record).append(" -all\"\n");
    }
    return zone.toString();
  }

  static Envelope envelope() {
    return new Envelope(
        Optional.of(IpAddress.of("198.51.100.66")),
        "helo.evil.example",
        ReversePath.parse("<x@evil.example>"),
        List.of());
  }

  /// A message with so many good signatures, each over the same From field.
  static String signed(int signatures, String header, String body) {
    var message = "From: a@" + AUTHOR + "\r\n" + header + "\r\n" + body;
    for (int i = 0; i < signatures; i++) {
      var form = i % 2 == 0 ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
      var rest = message.substring(message.indexOf("From: "));
      var one = Signer.sign(rest, AUTHOR, "s1", form);
      message = one.substring(0, one.indexOf("From: ")) + message;
    }
    return message;
  }

  static String fields(int count) {
    var out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("X-").append(i).append(": ").append("v ".repeat(20)).append("\r\n");
    }
    return out.toString();
  }

  /// A chain of so many ARC sets, each by a domain of its own; no seal of it holds.
  static String arcSets(int count) {
    var out = new StringBuilder();
    for (int i = count; i > 0; i--) {
      var signed = "i=" + i + "; a=rsa-sha256; d=d" + i + ".evil.example; s=s; b=AAAA";
      out.append("ARC-Seal: ").append(signed).append("; cv=").append(i == 1 ? "none" : "pass");
      out.append("\r\nARC-Message-Signature: ").append(signed).append("; h=from; bh=AAAA");
      out.append("\r\nARC-Authentication-Results: i=").append(i).append("; x.example; none\r\n");
    }
    return out.toString();
  }

  /// Multiparts in multiparts, and then parts.
  static String parts(int depth, int count) {
    var out = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      out.append("--b").append(i).append("\r\nContent-Type: multipart/mixed; boundary=b");
      out.append(i + 1).append("\r\n\r\n");
    }
    for (int i = 0; i < count; i++) {
      out.append("--b").append(depth).append("\r\n\r\n \t \t x\r\n\r\n\r\n");
    }
    return out.toString();
  }

  /// Everything at once: for a virtual machine of its own with little memory.
  public static void main(String[] arguments) throws IOException {
    var verifier = new Verifier(world());
    verifier.verify(Message.of("From: a@b.example\r\n\r\n".getBytes(ISO_8859_1)), envelope());
    if (arguments.length == 0) {
      System.gc();
      var runtime = Runtime.getRuntime();
      System.out.println(runtime.totalMemory() - runtime.freeMemory());
      return;
    }
    var header = "Content-Type: multipart/mixed; boundary=b0\r\n" + arcSets(50) + fields(800);
    var message = signed(11, header, parts(60, 1_100));
    var proof = verifier.verify(Message.of(message.getBytes(ISO_8859_1)), envelope());
    System.out.println(proof.spent().queries() + " " + proof.dmarc().outcome().word());
  }
}
