package org.signet.dkim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimOutcome.Fail;
import org.signet.dkim.DkimOutcome.PermError;
import org.signet.foundation.text.Ascii;
import org.signet.message.Field;

/// One signature against one message, with a key in hand: no DNS, no clock. RFC 6376 §6.1.3.
/// Whoever wants to know whether a message would pass if it were another asks here.
///
/// @param field the signature's own field
/// @param at its place in the header
public record DkimCheck(Field field, int at, DkimSignature signature, DkimKey.Usable key) {
  /// Fields whose absence from the signature lets somebody else say something to the reader. RFC
  /// 6376 §5.4.1, RFC 8058 §4
  private static final List<String> TELLING =
      List.of(
          "From",
          "Sender",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "To",
          "Cc",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "Content-Disposition",
          "In-Reply-To",
          "References",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  /// The hash of the signed fields.
  public byte[] headerHash(HeaderIndex header) {
    var canonical = new CanonicalHeader(signature.headerForm());
    canonical.addAll(header.choose(signature.signedFields(), at));
    canonical.addOwn(field, signature.tags());
    return canonical.hash(signature.algorithm().hash());
  }

  /// What the signature comes to.
  ///
  /// @param headerHash what [#headerHash] answered
  /// @param body the body's hash, in the form and of the length that the signature names
  public DkimOutcome judge(HeaderIndex header, byte[] headerHash, BodyDigest body) {
    if (key.isStrict() && !signature.agent().domain().equals(signature.domain())) {
      return new PermError.NotPermittedByKey(DkimOutcome.Restriction.SUBDOMAIN);
    }
    if (signature.length().isPresent() && signature.length().getAsLong() > body.octets()) {
      return new PermError.LengthBeyondBody(signature.length().getAsLong(), body.octets());
    }
    var octets = SignatureTags.octets(signature.signature()).orElseThrow();
    var finding = key.key().check(octets, signature.algorithm().hash(), headerHash);
    if (!isSame(signature.bodyHash(), body.hash())) {
      var holds = finding instanceof SignatureFinding.Right;
      return new Fail.BodyChanged(signature.bodyHash(), body.hash(), holds);
    }
    return switch (finding) {
      case SignatureFinding.Right _ -> new DkimOutcome.Pass(reservations(header, body));
      case SignatureFinding.OtherHash(var signed) ->
          new Fail.HeaderChanged(signed, Base64.getEncoder().encodeToString(headerHash));
      case SignatureFinding.Wrong _ -> new Fail.SignatureWrong();
    };
  }

  /// Whether two texts in Base64 are the same octets, however they are padded.
  private static boolean isSame(String base64, String other) {
    return base64.equals(other)
        || Arrays.equals(
            SignatureTags.octets(base64).orElseThrow(), SignatureTags.octets(other).orElseThrow());
  }

  private List<Reservation> reservations(HeaderIndex header, BodyDigest body) {
    var reservations = new ArrayList<Reservation>(2);
    if (key.key() instanceof DkimPublicKey.Rsa rsa && rsa.bits() < DkimLimits.STRONG_RSA_BITS) {
      reservations.add(new Reservation.WeakKey(rsa.bits()));
    }
    if (key.isTesting()) {
      reservations.add(new Reservation.Testing());
    }
    signature
        .length()
        .ifPresent(l -> reservations.add(new Reservation.LengthLimited(l, body.uncovered())));
    unsigned(header).ifPresent(reservations::add);
    return reservations;
  }

  private Optional<Reservation> unsigned(HeaderIndex header) {
    var names = new ArrayList<String>(0);
    for (var name : TELLING) {
      int count = header.count(Ascii.toLower(name));
      if (count > 0 && count > timesSigned(name)) {
        names.add(name);
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new Reservation.UnsignedFields(names));
  }

  private int timesSigned(String name) {
    int times = 0;
    for (var signed : signature.signedFields()) {
      if (Ascii.equalsIgnoreCase(signed, name)) {
        times++;
      }
    }
    return times;
  }
}
