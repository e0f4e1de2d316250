package org.signet.verifier;

import java.util.ArrayList;
import org.signet.arc.ArcOutcome;
import org.signet.dkim.DkimResult;
import org.signet.dkim.DkimSignature;
import org.signet.dmarc.DmarcOutcome;
import org.signet.dmarc.DmarcResult;
import org.signet.foundation.text.Parsed;
import org.signet.message.AuthenticationResults;
import org.signet.message.AuthenticationResults.Result;
import org.signet.message.Field;
import org.signet.spf.Identity;
import org.signet.spf.SpfResult;

/// A [Verification] as the Authentication-Results field that a mail server puts on top of the
/// message. RFC 8601; RFC 9989 §9 for `policy.dmarc`.
public final class VerificationHeader {
  /// Characters of a signature that tell it from the others. RFC 6008 §3.
  private static final int SIGNATURE_CHARS = 8;

  private VerificationHeader() {}

  /// The whole field, with the CRLF that ends it.
  ///
  /// @param authservId the name under which the server writes its results. §2.5
  public static Field of(String authservId, Verification proof) {
    return results(authservId, proof).toField();
  }

  /// What the field says.
  public static AuthenticationResults results(String authservId, Verification proof) {
    var results = new ArrayList<Result>();
    results.add(spf(proof.spf().mailFrom()));
    results.add(spf(proof.spf().helo()));
    if (proof.dkim().isEmpty()) {
      results.add(Result.of("dkim", "none"));
    }
    proof.dkim().forEach(result -> results.add(dkim(result)));
    results.add(arc(proof));
    results.add(dmarc(proof.dmarc()));
    proof
        .iprev()
        .ifPresent(
            iprev ->
                results.add(
                    Result.of("iprev", iprev.word())
                        .with("policy", "iprev", iprev.client().toString())));
    return new AuthenticationResults(authservId, results);
  }

  /// Of the reverse-path only the domain is told: its local part is the sender's to choose.
  private static Result spf(SpfResult spf) {
    var property = spf.identity() == Identity.HELO ? "helo" : "mailfrom";
    var result = Result.of("spf", spf.outcome().word());
    return spf.domain().map(domain -> result.with("smtp", property, domain.text())).orElse(result);
  }

  private static Result dkim(DkimResult dkim) {
    var result = Result.of("dkim", dkim.outcome().word());
    return switch (dkim.signature()) {
      case Parsed.Malformed<DkimSignature> _ -> result;
      case Parsed.Ok<DkimSignature>(var signature) ->
          result
              .with("header", "d", signature.domain().text())
              .with("header", "s", signature.selector().text())
              .with("header", "a", signature.algorithm().word())
              .with("header", "b", start(signature.signature()));
    };
  }

  private static String start(String signature) {
    return signature.substring(0, Math.min(SIGNATURE_CHARS, signature.length()));
  }

  /// RFC 8617 §10.2.
  private static Result arc(Verification proof) {
    var result = Result.of("arc", proof.arc().outcome().word());
    if (proof.arc().outcome() instanceof ArcOutcome.Pass(var oldest)) {
      result = result.with("header", "oldest-pass", Integer.toString(oldest));
    }
    var client = proof.envelope().client();
    return client.isPresent() ? result.with("smtp", "remote-ip", client.get().toString()) : result;
  }

  private static Result dmarc(DmarcResult dmarc) {
    var result = Result.of("dmarc", dmarc.outcome().word());
    var deciding = dmarc.deciding();
    if (deciding.isPresent()) {
      result = result.with("header", "from", deciding.get().author().text());
    }
    return dmarc.outcome() instanceof DmarcOutcome.Fail
        ? result.with("policy", "dmarc", dmarc.disposition().word())
        : result;
  }
}
