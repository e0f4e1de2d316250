package org.signet.arc;

import java.util.ArrayList;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults;
import org.signet.message.Header;

/// What this host found out about a message when it arrived, which it seals: the content of its
/// ARC-Authentication-Results field. RFC 8617 §4.1.1.
///
/// @param value as an Authentication-Results field has it, one char per octet
public record ArrivalResults(String value) {
  /// Octets of results that are sealed, so that the field stays within what a header may hold.
  public static final int MOST_OCTETS = Header.MOST_FIELD_OCTETS / 2;

  /// Signatures of which results are sealed: with the longest names that there are, they fit.
  private static final int MOST_SIGNATURES = 30;

  /// @throws IllegalArgumentException where the value is no content of such a field
  public ArrivalResults {
    if (value.length() > MOST_OCTETS || !AuthenticationResults.parse(value).isOk()) {
      throw new IllegalArgumentException("no results: " + Ascii.printable(value, 80));
    }
  }

  /// Results that this program has just found; of very many DKIM signatures, the first.
  public static ArrivalResults of(AuthenticationResults results) {
    var kept = new ArrayList<AuthenticationResults.Result>();
    int signatures = 0;
    for (var result : results.results()) {
      if (!result.method().equals("dkim") || ++signatures <= MOST_SIGNATURES) {
        kept.add(result);
      }
    }
    var field = new AuthenticationResults(results.authservId(), kept).toField();
    return new ArrivalResults(Ascii.trimFolding(field.rawValue()));
  }

  /// The results that this host wrote into the header on arrival, of all its fields; empty where
  /// there is none. Only for a host that deletes such fields of others from what arrives (RFC 8601
  /// §5), for whoever writes one is believed.
  ///
  /// @param authservId by which name it writes them
  public static Optional<ArrivalResults> in(Header header, String authservId) {
    return AuthenticationResults.joined(header, authservId)
        .map(methods -> authservId + ";\r\n\t" + methods)
        .filter(value -> value.length() <= MOST_OCTETS)
        .filter(value -> AuthenticationResults.parse(value).isOk())
        .map(ArrivalResults::new);
  }

  /// What the chain came to on arrival, where these results say it.
  public Optional<ChainValidation> chain() {
    return switch (AuthenticationResults.parse(value)) {
      case Parsed.Malformed<AuthenticationResults> _ -> Optional.empty();
      case Parsed.Ok<AuthenticationResults>(var read) ->
          read.results().stream()
              .filter(each -> each.method().equals("arc"))
              .findFirst()
              .flatMap(each -> ChainValidation.named(each.result()));
    };
  }
}
