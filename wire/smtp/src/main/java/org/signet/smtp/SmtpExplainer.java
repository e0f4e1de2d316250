package org.signet.smtp;

import static org.signet.foundation.spec.Spec.RFC3207;
import static org.signet.foundation.spec.Spec.RFC5321;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.smtp.Loss.ReplyFault;
import org.signet.smtp.Loss.Stage;

/// Says in words how a session went.
public final class SmtpExplainer {
  /// Chars of the peer's own words that are shown.
  private static final int SHOWN_CHARS = 120;

  private SmtpExplainer() {}

  /// Whether a session was opened.
  public static Explanation explain(Opened opened) {
    return switch (opened) {
      case Opened.Ready(_, var greeting) ->
          Explanation.of(Mark.GOOD, "The server greets: " + quoted(greeting) + '.');
      case Opened.Declined(var greeting) ->
          Explanation.of(
              Mark.BAD,
              "The server does not want this client: " + quoted(greeting) + '.',
              RFC5321.section("3.1"));
      case Opened.Lost(var loss) -> explain(loss);
    };
  }

  /// What STARTTLS came to.
  public static Explanation explain(TlsStart start) {
    return switch (start) {
      case TlsStart.Secured(var facts) ->
          Explanation.of(
              Mark.GOOD,
              "The session is encrypted: " + facts.protocol() + " with " + facts.cipher() + '.',
              RFC3207.section("4"));
      case TlsStart.NotOffered _ ->
          Explanation.of(
              Mark.BAD,
              "The server does not offer STARTTLS, or somebody on the way took the offer out.",
              RFC3207.section("6"));
      case TlsStart.Declined(var reply) ->
          Explanation.of(
              Mark.BAD,
              "The server offers STARTTLS, and then says " + quoted(reply) + '.',
              RFC3207.section("4"));
      case TlsStart.PlaintextInjected(var octets) ->
          Explanation.of(
              Mark.BAD,
              "Clear text stands where TLS should begin: "
                  + printable(octets)
                  + ". Somebody wants it to be taken for what the server says in TLS.",
              RFC3207.section("4.2"));
      case TlsStart.CertificateRefused(_, var why) ->
          Explanation.of(
              Mark.BAD,
              "The certificate is not accepted: " + Ascii.printable(why, SHOWN_CHARS) + '.',
              RFC3207.section("4.1"));
      case TlsStart.HandshakeFailed(var detail) ->
          Explanation.of(
              Mark.BAD,
              "No TLS was agreed on: " + Ascii.printable(detail, SHOWN_CHARS) + '.',
              RFC3207.section("4.1"));
      case TlsStart.Lost(var loss) -> explain(loss);
    };
  }

  /// How a session was lost.
  public static Explanation explain(Loss loss) {
    return switch (loss) {
      case Loss.Unreachable(var detail) ->
          Explanation.of(
              Mark.UNKNOWN,
              "There is no connection: " + Ascii.printable(detail, SHOWN_CHARS) + '.');
      case Loss.TimedOut(var stage, var allowed) ->
          Explanation.of(
              Mark.UNKNOWN,
              "Within " + allowed.toMillis() / 1000.0 + " s there was no " + words(stage) + '.',
              RFC5321.section("4.5.3.2"));
      case Loss.Closed(var stage, var detail) ->
          Explanation.of(
              Mark.UNKNOWN,
              "The connection ended, and there was no "
                  + words(stage)
                  + ": "
                  + Ascii.printable(detail, SHOWN_CHARS)
                  + '.');
      case Loss.NoReply(_, var fault, var said) ->
          Explanation.of(
              Mark.BAD,
              "The server says what is no reply, since " + words(fault) + ": " + printable(said),
              RFC5321.section("4.2"));
    };
  }

  private static String words(Stage stage) {
    return switch (stage) {
      case CONNECTION -> "connection";
      case GREETING -> "greeting";
      case EHLO -> "answer to EHLO";
      case STARTTLS -> "reply to STARTTLS";
      case HANDSHAKE -> "TLS handshake";
      case MAIL -> "reply to MAIL";
      case RCPT -> "reply to RCPT";
      case DATA -> "reply to DATA";
      case CONTENT -> "way to send the content";
      case END_OF_DATA -> "reply to the end of the content";
      case RSET -> "reply to RSET";
      case QUIT -> "reply to QUIT";
    };
  }

  private static String words(ReplyFault fault) {
    return switch (fault) {
      case LONG_LINE -> "a line is too long";
      case MANY_LINES -> "it has too many lines";
      case BROKEN_LINE -> "a line does not end with CRLF";
      case NO_CODE -> "a line has no code";
      case MIXED_CODES -> "its lines have different codes";
    };
  }

  private static String quoted(Reply reply) {
    return '"' + reply.printable(SHOWN_CHARS) + '"';
  }

  private static String printable(String octets) {
    return '"' + Ascii.printable(octets, SHOWN_CHARS) + '"';
  }
}
