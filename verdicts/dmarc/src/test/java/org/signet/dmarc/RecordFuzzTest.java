package org.signet.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.signet.foundation.text.Parsed;

/// Any octets as a record give an answer.
class RecordFuzzTest {
  private static final List<String> SOUND =
      List.of(
          "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; psd=n; t=y; fo=1:d:s;"
              + " rua=mailto:a@example.com!10m,https://example.net/x; ruf=mailto:b@example.org",
          "v=DMARC1;p=none",
          "v = DMARC1 ; rua = mailto:a%40b@example.com");
  private static final String FAVOURITES = ";=:,!% \t\r\n\0vpDMARC1\377@";

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9989);

  @Test
  void changedRecords() {
    for (int i = 0; i < 20_000; i++) {
      isAnswered(changed(SOUND.get(random.nextInt(SOUND.size()))));
    }
  }

  @Test
  void randomOctets() {
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "v=DMARC1;" : "");
      int length = random.nextInt(60);
      for (int n = 0; n < length; n++) {
        text.append(octet());
      }
      isAnswered(text.toString());
    }
  }

  @Test
  void largeRecordsAreReadInOnePass() {
    isAnswered("v=DMARC1;" + "p".repeat(60_000) + "=none");
    isAnswered("v=DMARC1;" + " ;".repeat(30_000));
    isAnswered("v=DMARC1; rua=" + ",".repeat(60_000));
    isAnswered("v=DMARC1; rua=" + "mailto:a@b.example,".repeat(3_000));
    isAnswered("v=DMARC1; fo=" + "0:".repeat(30_000));
    isAnswered("v=DMARC1; p=none; rua=mailto:a@b.example!" + "9".repeat(60_000));
    isAnswered("v=DMARC1" + " ".repeat(60_000));
  }

  @Test
  void limits() {
    var tags = "x=1;".repeat(DmarcRecord.MOST_TAGS - 2);
    assertThat(record("v=DMARC1;" + tags + "p=reject").p()).isEqualTo(Policy.REJECT);
    assertThat(record("v=DMARC1;x=1;" + tags + "p=reject").p()).isEqualTo(Policy.NONE);
    var most = "mailto:a@b.example,".repeat(DmarcRecord.MOST_URIS);
    assertThat(record("v=DMARC1;rua=" + most).rua()).hasSize(DmarcRecord.MOST_URIS);
    assertThat(record("v=DMARC1;rua=mailto:a@b.example," + most).rua())
        .hasSize(DmarcRecord.MOST_URIS);
  }

  private static DmarcRecord record(String text) {
    return DmarcRecord.parse(text).orThrow();
  }

  private String changed(String sound) {
    var text = new StringBuilder(sound);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, octet());
        case 1 -> text.insert(at, octet());
        case 2 -> text.deleteCharAt(at);
        default -> text.insert(at, sound, 0, random.nextInt(sound.length()));
      }
    }
    return text.toString();
  }

  private char octet() {
    return random.nextBoolean()
        ? FAVOURITES.charAt(random.nextInt(FAVOURITES.length()))
        : (char) random.nextInt(256);
  }

  private static void isAnswered(String text) {
    switch (DmarcRecord.parse(text)) {
      case Parsed.Ok<DmarcRecord>(var record) -> {
        assertThat(DmarcRecord.isRecord(text)).isTrue();
        assertThat(record.rua()).hasSizeLessThanOrEqualTo(DmarcRecord.MOST_URIS);
        record.flaws().forEach(flaw -> assertThat(flaw.text()).isEqualTo(text));
        record.rua().forEach(ReportUri::mailDomain);
      }
      case Parsed.Malformed<DmarcRecord>(var problem) ->
          assertThat(problem.at()).isBetween(0, text.length());
    }
  }
}
