package org.signet.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.explain.TextRenderer;
import org.signet.message.Field;

/// Explanations as prose. With `-Dsignet.golden=write` the file is written anew, to be read before
/// it is kept.
class ExplanationsTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("signet.root", "."),
          "verdicts/arc/src/test/resources/org/signet/arc/explanations.txt");
  private static final String ZONE =
      Sealer.key("one.example", "")
          + Sealer.key("two.example", "")
          + Sealer.key("trying.example", "t=y; ")
          + "$STATUS timeout\ns._domainkey.slow.example. TXT -\n";

  private static Map<String, Sealer> messages() {
    var odd = Sealer.plain();
    odd.results = "mx.one.example; spf=pass reason=\"\033[31m\"";
    var gap = Sealer.plain().seal("one.example").seal("two.example");
    gap.fields().removeIf(field -> field.toString().startsWith("ARC-Message-Signature: i=1"));
    var forged = Sealer.plain().seal("one.example").seal("two.example");
    forged.fields().replaceAll(f -> Field.of(f.toString().replace("i=1; mx.", "i=1; xx.")));
    var broken = Sealer.plain().seal("one.example");
    broken.fields().replaceAll(f -> Field.of(f.toString().replace("cv=none", "cv=no\033")));
    var all = new LinkedHashMap<String, Sealer>();
    all.put("nobody sealed it", Sealer.plain());
    all.put("one host", Sealer.plain().seal("one.example"));
    all.put(
        "changed between two hosts",
        Sealer.plain().seal("one.example").append("footer\r\n").seal("two.example"));
    all.put("changed since", Sealer.plain().seal("one.example").append("footer\r\n"));
    all.put("a claim was changed", forged);
    all.put("a field is missing", gap);
    all.put("a field cannot be read", broken);
    all.put("it had failed before", Sealer.plain().seal("one.example", 1, "fail"));
    all.put("the key is only tried out", Sealer.plain().seal("trying.example"));
    all.put("the DNS does not answer", Sealer.plain().seal("slow.example"));
    all.put("control characters in a claim", odd.seal("one.example"));
    return all;
  }

  @Test
  void theyReadAsTheyShould() throws IOException {
    var actual = new StringBuilder();
    for (var each : messages().entrySet()) {
      var result = Arc.verify(each.getValue().message(), ZoneResolver.of(ZONE));
      var explanation = ArcExplainer.explain(result);
      actual.append("# ").append(each.getKey()).append('\n');
      actual.append(new TextRenderer(100, false).render(explanation)).append('\n');
    }
    if ("write".equals(System.getProperty("signet.golden"))) {
      Files.writeString(FILE, actual);
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(FILE));
  }
}
