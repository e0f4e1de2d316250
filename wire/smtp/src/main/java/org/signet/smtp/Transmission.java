package org.signet.smtp;

import java.util.List;
import java.util.Set;
import org.signet.message.Address;
import org.signet.message.ReversePath;

/// What a message is sent with: its envelope, and what it needs of the server.
///
/// @param from an address, or nobody
/// @param recipients 1 to 100
public record Transmission(ReversePath from, List<Address> recipients, Set<Need> needs) {
  /// Recipients that every server takes (RFC 5321 §4.5.3.1.8).
  public static final int MOST_RECIPIENTS = 100;

  /// Octets of a path (RFC 5321 §4.5.3.1.3).
  private static final int MOST_PATH_OCTETS = 256;

  /// What the content, or its sender, needs.
  public enum Need {
    /// Octets above 127 in the body (RFC 6152).
    EIGHT_BIT,
    /// Octets above 127 in the header or in an address (RFC 6531).
    SMTPUTF8,
    /// Verified TLS all the way (RFC 8689 §4.2.1).
    REQUIRETLS,
    /// To be sent in chunks (RFC 3030 §2).
    CHUNKING
  }

  public Transmission {
    recipients = List.copyOf(recipients);
    needs = Set.copyOf(needs);
    if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
      throw new IllegalArgumentException("1 to " + MOST_RECIPIENTS + " recipients");
    }
    recipients.forEach(Transmission::path);
    reversePath(from);
  }

  String mail() {
    return "MAIL FROM:" + reversePath(from);
  }

  static String rcpt(Address recipient) {
    return "RCPT TO:" + path(recipient);
  }

  /// Whether an address is not ASCII, so that only SMTPUTF8 can say it.
  boolean hasUtf8Address() {
    return !isAscii(mail()) || !recipients.stream().allMatch(each -> isAscii(path(each)));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String reversePath(ReversePath path) {
    return switch (path) {
      case ReversePath.Null _ -> "<>";
      case ReversePath.Mailbox(var address) -> path(address);
      case ReversePath.Invalid _, ReversePath.Unknown _ ->
          throw new IllegalArgumentException("no reverse-path to send from");
    };
  }

  /// An address as a path. Nothing that would end the command or the path is let through.
  private static String path(Address address) {
    var path = "<" + address + '>';
    var host = address.host().text();
    if (path.length() > MOST_PATH_OCTETS
        || !path.chars().allMatch(c -> c >= 0x20 && c != 0x7f && c <= 0xff)
        || host.isEmpty()
        || !host.chars().allMatch(c -> c > 0x20 && c != '<' && c != '>')) {
      throw new IllegalArgumentException("an address that no command can hold");
    }
    return path;
  }
}
