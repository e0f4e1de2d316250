package org.signet.milter;

import org.signet.foundation.text.Ascii;

/// A change that the MTA makes to a message at its end. A body is never changed here: whoever
/// signed the message signed that too.
///
/// A raw value is what stands behind the colon, as in [org.signet.message.Field#rawValue]: with its
/// first space, folded with CRLF, one char per octet, without the final CRLF. It has something that
/// can be seen on each of its lines, so that no line can end the header or begin another field.
///
/// A path is a mailbox, with its angle brackets or without.
public sealed interface Modification {
  /// A field below all others.
  record AddField(String name, String rawValue) implements Modification {
    public AddField {
      requireField(name, rawValue);
    }
  }

  /// A field among the others.
  ///
  /// @param index how many fields shall stand above it, of those that are not deleted, the Received
  ///     field of the MTA counted; 0 is the top. Those with the same index stand in their order
  record InsertField(int index, String name, String rawValue) implements Modification {
    public InsertField {
      requireField(name, rawValue);
      requireAtLeast(0, index);
    }
  }

  /// Another value for a field.
  ///
  /// @param index which of the fields of that name, from 1, counted in the header as the filter saw
  ///     it
  record ChangeField(String name, int index, String rawValue) implements Modification {
    public ChangeField {
      requireField(name, rawValue);
      requireAtLeast(1, index);
    }
  }

  /// A field less.
  ///
  /// @param index which of the fields of that name, from 1, counted in the header as the filter saw
  ///     it
  record DeleteField(String name, int index) implements Modification {
    public DeleteField {
      requireName(name);
      requireAtLeast(1, index);
    }
  }

  /// Another envelope sender.
  record ChangeSender(String path) implements Modification {
    public ChangeSender {
      requirePath(path);
    }
  }

  /// A recipient more.
  record AddRecipient(String path) implements Modification {
    public AddRecipient {
      requirePath(path);
    }
  }

  /// A recipient less.
  ///
  /// @param path as the client gave it
  record DeleteRecipient(String path) implements Modification {
    public DeleteRecipient {
      requirePath(path);
    }
  }

  /// The message is kept by the MTA until a person releases it: the hold queue of Postfix.
  ///
  /// @param reason for that person; printable ASCII
  record Quarantine(String reason) implements Modification {
    public Quarantine {
      if (reason.isBlank() || !reason.chars().allMatch(c -> Ascii.isVisible(c) || c == ' ')) {
        throw new IllegalArgumentException("no reason: " + Ascii.printable(reason, 80));
      }
    }
  }

  private static void requireAtLeast(int least, int index) {
    if (index < least) {
      throw new IllegalArgumentException("the index " + index + " is below " + least);
    }
  }

  private static void requireField(String name, String rawValue) {
    requireName(name);
    var lineIsBlank = true;
    for (int i = 0; i < rawValue.length(); i++) {
      var c = rawValue.charAt(i);
      if (c == '\r' && !lineIsBlank && isFold(rawValue, i)) {
        lineIsBlank = true;
        i++;
      } else if (c == '\r' || c == '\n' || c == '\0' || c > 0xff) {
        throw new IllegalArgumentException("no value: " + Ascii.printable(rawValue, 80));
      } else if (!Ascii.isBlank(c)) {
        lineIsBlank = false;
      }
    }
    if (lineIsBlank) {
      throw new IllegalArgumentException("a blank line: " + Ascii.printable(rawValue, 80));
    }
  }

  private static boolean isFold(String value, int i) {
    return i + 2 < value.length()
        && value.charAt(i + 1) == '\n'
        && Ascii.isBlank(value.charAt(i + 2));
  }

  /// RFC 5322 §2.2.
  private static void requireName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(c -> Ascii.isVisible(c) && c != ':')) {
      throw new IllegalArgumentException("no name of a field: " + Ascii.printable(name, 80));
    }
  }

  private static void requirePath(String path) {
    if (!path.chars().allMatch(c -> c >= 0x20 && c <= 0xff && c != 0x7f)) {
      throw new IllegalArgumentException("no path: " + Ascii.printable(path, 80));
    }
  }
}
