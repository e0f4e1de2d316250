package org.signet.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.message.Field;

/// Whatever octets a message or a key record holds, there are results within the limits, and they
/// can be told.
class FuzzTest {
  private static final int RUNS = Boolean.getBoolean("signet.thorough") ? 50_000 : 2_000;

  private static final List<String> FIELDS =
      List.of("From: Joe <joe@example.com>", "To: Ann <ann@example.net>", "Subject: Dinner");

  private static final List<String> WORDS =
      List.of(
          "v=1;",
          "a=rsa-sha256;",
          "a=ed25519-sha256;",
          "c=",
          "relaxed",
          "simple",
          "/",
          "d=",
          "example.com;",
          "s=sel;",
          "h=",
          "From",
          ":",
          "to",
          "bh=",
          "b=",
          "Zm9v",
          ";",
          "l=",
          "t=",
          "x=",
          "9999999999",
          "i=",
          "@",
          "q=dns/txt;",
          "v=DKIM1;",
          "k=rsa;",
          "k=ed25519;",
          "p=",
          "\r\n ",
          "\t",
          " ",
          "=",
          "\0",
          "\u00ff",
          "=4",
          "MIIB",
          "..",
          "*",
          "y:s");

  private static List<String> messages() {
    var messages = new ArrayList<String>();
    for (var signer : List.of(SlowSigner.RSA, SlowSigner.ED25519)) {
      messages.add(signer.sign(signer.tags() + "; l=4", FIELDS, "Body\r\n"));
      var tags = signer.tags().replace("relaxed/relaxed", "simple").replace("; h=", ";\r\n h=");
      var field = signer.field(tags, FIELDS, "Body\r\n") + "\r\n";
      messages.add(field + signer.sign(tags, FIELDS, "Body\r\n"));
    }
    return messages;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyMessageWithAnyKey(long seed) {
    var random = new SplittableRandom(seed);
    var messages = messages();
    var records = List.of(SlowSigner.RSA.record(), SlowSigner.ED25519.record());
    for (int run = 0; run < RUNS; run++) {
      var message =
          random.nextInt(8) == 0
              ? "DKIM-Signature: " + soup(random) + "\r\n" + soup(random)
              : changed(messages.get(random.nextInt(messages.size())), random);
      var record =
          switch (random.nextInt(3)) {
            case 0 -> soup(random);
            case 1 -> changed(records.get(random.nextInt(2)), random);
            default -> records.get(random.nextInt(2));
          };
      var dns = new Counting(everywhere(record));
      var results = Messages.verify(Messages.verifier(dns), message);
      results.forEach(FuzzTest::told);
      assertThat(dns.names).hasSizeLessThanOrEqualTo(DkimLimits.MOST_SIGNATURES);
      assertThat(dns.names).allMatch(Domain::isMailName);
    }
  }

  private static void told(DkimResult result) {
    assertThat(result.outcome().word()).isIn("pass", "fail", "permerror", "temperror", "policy");
    assertThat(JsonRenderer.render(DkimExplainer.explain(result))).matches("[ -~…·§]+");
    if (result.vouches()) {
      assertThat(result.signature().isOk()).isTrue();
      assertThat(result.key()).isPresent();
      assertThat(result.body().orElseThrow().uncovered()).isZero();
      assertThat(result.headerHash()).isPresent();
    }
  }

  private static Resolver everywhere(String record) {
    var txt = new Rdata.Txt(List.of(record));
    return new Resolver() {
      @Override
      public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
        var source = Answer.Source.direct(Security.UNCHECKED, Duration.ZERO);
        return new Answer.Found<>(name, List.of(type.data().cast(txt)), source);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void anyTextAsSignatureOrKey(long seed) {
    var random = new SplittableRandom(seed);
    for (int run = 0; run < 5 * RUNS; run++) {
      var text = soup(random);
      if (DkimSignature.parse(Field.of("DKIM-Signature:" + text))
          instanceof Parsed.Ok<DkimSignature>(var signature)) {
        assertThat(signature.keyName().isMailName()).isTrue();
        assertThat(signature.agent().domain().isWithin(signature.domain())).isTrue();
      }
      assertThat(DkimKey.parse(text)).isNotNull();
    }
  }

  /// A few octets of an encoded key changed: it is read as a key or it is not.
  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void anyOctetsAsKey(long seed) {
    var random = new SplittableRandom(seed);
    var encoded = SlowSigner.RSA.keys().getPublic().getEncoded();
    for (int run = 0; run < 5 * RUNS; run++) {
      var octets = encoded.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        octets[random.nextInt(random.nextBoolean() ? 40 : octets.length)] =
            (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(octets.length) : octets.length;
      RsaDer.read(Arrays.copyOf(octets, length))
          .ifPresent(key -> assertThat(key.bits()).isLessThanOrEqualTo(octets.length * 8));
    }
  }

  private static String soup(RandomGenerator random) {
    var out = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      out.append(
          random.nextInt(6) == 0
              ? String.valueOf((char) random.nextInt(256))
              : WORDS.get(random.nextInt(WORDS.size())));
    }
    return out.toString();
  }

  private static String changed(String text, RandomGenerator random) {
    var out = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(256));
        case 1 -> out.deleteCharAt(at);
        case 2 -> out.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 40)));
      }
    }
    return out.toString();
  }

  /// The largest field that is read, full of what is expensive elsewhere.
  @ParameterizedTest
  @ValueSource(
      strings = {";", "a=;", "=", "b= ", "h=:", "\r\n ", "p=\t", "i=@", "=3D", "c=//", "a", "\0"})
  void longTextsEnd(String part) {
    var text = part.repeat((64 << 10) / part.length());
    assertThat(DkimSignature.parse(Field.of("DKIM-Signature: " + text)).isOk()).isFalse();
    assertThat(DkimKey.parse(text)).isNotInstanceOf(DkimKey.Usable.class);
    for (var tag : List.of("h=From", "i=", "b=", "q=", "d=", "s=", "x=", "z=")) {
      var tags = SlowSigner.RSA.tags().replace("@bh", "Zm9v").replace("@b", "Zm9v");
      DkimSignature.parse(Field.of("DKIM-Signature: " + tags + "; " + tag + text));
      DkimKey.parse("v=DKIM1; " + tag + text + "; p=" + text);
    }
  }

  /// Kept answers of a pure function are its answers, however many there are.
  @Test
  void memoForgetsAndNeverErrs() {
    var memo = new Memo<Integer, String>(10, i -> "x".repeat(i % 7));
    var random = new SplittableRandom(7);
    for (int run = 0; run < 10_000; run++) {
      int i = random.nextInt(40);
      assertThat(memo.of(i)).hasSize(i % 7);
    }
  }
}
