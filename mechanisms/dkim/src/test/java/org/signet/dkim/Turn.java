package org.signet.dkim;

import java.util.List;
import java.util.TreeMap;
import org.signet.foundation.text.Domain;
import org.signet.message.Author;
import org.signet.message.Field;
import org.signet.message.Header;
import org.signet.testing.MixedMail;

/// A message and how it is to be signed.
///
/// @param oversigns whether `h=` names some fields once more than they are there
record Turn(
    MixedMail mail,
    Canonicalization headerForm,
    Canonicalization bodyForm,
    DkimAlgorithm algorithm,
    boolean oversigns) {
  String forms() {
    return headerForm.word() + "/" + bodyForm.word();
  }

  boolean hasLastLineEnd() {
    return mail.octets().endsWith("\r\n");
  }

  boolean endsWithBlank() {
    return mail.octets().endsWith(" ") || mail.octets().endsWith("\t");
  }

  /// Signatures in the message of which OpenDKIM can make nothing: a tag has no proper name or no
  /// value, `v=`, `a=`, `d=`, `s=`, `h=` or `b=` is missing, `x=` is no number, or `d=` no domain.
  /// With other faults in them it goes on.
  List<Field> unreadable() {
    return header().all(DkimSignature.FIELD).stream().filter(Turn::isUnreadable).toList();
  }

  boolean hasUnreadable() {
    return !unreadable().isEmpty();
  }

  private static boolean isUnreadable(Field signature) {
    var tags = new TreeMap<String, String>();
    for (var text : signature.rawValue().split(";", -1)) {
      int equals = text.indexOf('=');
      if (equals >= 0) {
        tags.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      } else if (!text.isBlank()) {
        return true;
      }
    }
    var domain = tags.getOrDefault("d", "");
    return tags.keySet().stream().anyMatch(name -> !name.matches("[A-Za-z]\\w*"))
        || !tags.keySet().containsAll(List.of("v", "a", "d", "s", "h", "b"))
        || !tags.getOrDefault("x", "0").matches("\\d+")
        || (!domain.isEmpty()
            && Domain.parse(domain).optional().filter(Domain::isMailName).isEmpty());
  }

  boolean hasNoAddress() {
    return Author.of(header()).domains().isEmpty();
  }

  /// The same message without those signatures, and by an author with an address.
  Turn mended() {
    var octets = mail.octets();
    for (var field : unreadable()) {
      octets = octets.replace(field + "\r\n", "");
    }
    if (hasNoAddress()) {
      octets = octets.replaceFirst("(?m)^From: .*", "From: <alice@signer.example>");
    }
    var mended = new MixedMail(mail.name(), octets);
    return new Turn(mended, headerForm, bodyForm, algorithm, oversigns);
  }

  private Header header() {
    return Messages.header(mail.octets());
  }
}
