package org.signet.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.DkimSignature;
import org.signet.dns.DnssecChain;
import org.signet.dns.Question;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.dns.zone.ZoneResolver;
import org.signet.message.AuthenticationResults;
import org.signet.message.Field;

/// What a bundle of evidence shows when the message in it is judged anew, with the answers of the
/// DNS in it and as of the time it states.
///
/// @param proof the verdict now
/// @param keys one for each signature that holds
/// @param differences results that are not those in the bundle; none where it shows what it says
/// @param sameWords whether the verdict is also told octet for octet as it is in the bundle
public record EvidenceCheck(
    EvidenceBundle bundle,
    Verification proof,
    List<Key> keys,
    List<Difference> differences,
    boolean sameWords) {
  public EvidenceCheck {
    keys = List.copyOf(keys);
    differences = List.copyOf(differences);
  }

  /// Whether a signature holds, and all is as the bundle says.
  public boolean holds() {
    return differences.isEmpty() && !keys.isEmpty();
  }

  /// A signature that holds, and what leads from the root of the DNS to its key.
  public record Key(DkimSignature signature, DnssecChain chain) {}

  /// A result that was another then.
  ///
  /// @param what it is about, such as `dkim header.d=example.org`
  /// @param then the result in the bundle; empty where it has none
  /// @param now the result now; empty where there is none
  public record Difference(String what, String then, String now) {}

  /// Judges the message in the bundle anew.
  ///
  /// @throws IOException where the bundle cannot be read any more
  public static EvidenceCheck of(EvidenceBundle bundle) throws IOException {
    var dns = ZoneResolver.of(bundle.dns());
    var verifier = new Verifier(World.of(dns, bundle::captured));
    var proof = verifier.verify(bundle.message(), bundle.envelope());
    return new EvidenceCheck(
        bundle,
        proof,
        keys(proof, dns),
        differences(bundle.results(), proof),
        bundle.json().equals(EvidenceBundle.json(proof)));
  }

  private static List<Key> keys(Verification proof, Resolver dns) {
    return proof.dkim().stream()
        .filter(result -> result.outcome() instanceof DkimOutcome.Pass)
        .flatMap(result -> result.signature().optional().stream())
        .map(
            signature ->
                new Key(
                    signature,
                    DnssecChain.collect(dns, new Question<>(signature.keyName(), Type.TXT))))
        .toList();
  }

  private static List<Difference> differences(String field, Verification proof) {
    var then = results(Field.of(field));
    var now = results(VerificationHeader.of(EvidenceBundle.AUTHSERV_ID, proof));
    var differences = new ArrayList<Difference>();
    var all = new LinkedHashSet<>(then.keySet());
    all.addAll(now.keySet());
    for (var what : all) {
      var before = then.getOrDefault(what, "");
      var after = now.getOrDefault(what, "");
      if (!before.equals(after)) {
        differences.add(new Difference(what, before, after));
      }
    }
    return differences;
  }

  /// Each result by what it is about; two about the same are told together.
  private static Map<String, String> results(Field field) {
    var results = new LinkedHashMap<String, String>();
    AuthenticationResults.parse(field.rawValue())
        .optional()
        .ifPresent(
            read ->
                read.results()
                    .forEach(
                        one -> results.merge(about(one), one.result(), (a, b) -> a + ", " + b)));
    return results;
  }

  /// The method and its properties, without those that say what follows from the result.
  private static String about(AuthenticationResults.Result result) {
    return result.properties().stream()
        .filter(property -> !property.ptype().equals("policy"))
        .map(
            property -> " " + property.ptype() + "." + property.property() + "=" + property.value())
        .collect(Collectors.joining("", result.method(), ""));
  }
}
