package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.foundation.explain.TextRenderer;

class KeyFileTest {
  private static final KeyAccess ACCESS = new KeyAccess(Set.of(), Optional.empty());
  @TempDir private Path folder;

  @TestFactory
  List<DynamicTest> everyFileIsReadOrRefusedWithItsMend() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    var lines = Files.readAllLines(resource("key-files.cases"));
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var outcome = new StringBuilder();
      while (i + 1 < lines.size() && lines.get(i + 1).startsWith("  ")) {
        outcome.append(outcome.isEmpty() ? "" : " ").append(lines.get(++i).strip());
      }
      var words = line.split(" +", -1);
      var passphrase =
          words.length > 1 && words[1].equals("with")
              ? new Passphrase.Variable("KEY", Map.of("KEY", words[2]))
              : new Passphrase.None();
      if (outcome.isEmpty()) {
        outcome.append(words[words.length - 2]).append(' ').append(words[words.length - 1]);
      }
      tests.add(
          dynamicTest(
              line, () -> assertThat(said(words[0], passphrase)).isEqualTo(outcome.toString())));
    }
    assertThat(tests).hasSize(54);
    return tests;
  }

  private String said(String name, Passphrase passphrase) throws Exception {
    var file = folder.resolve(name).normalize();
    if (Files.exists(resource("keys").resolve(name)) && !name.equals(".")) {
      Files.copy(resource("keys").resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return switch (KeyFile.read(file, ACCESS, passphrase)) {
      case KeyReading.Read(SigningKey.Rsa key) -> "rsa" + key.publicKey().bits() + fingerprint(key);
      case KeyReading.Read(SigningKey.Ed25519 key) -> "ed25519" + fingerprint(key);
      case KeyReading.Refused(var why) -> sentence(file, why);
    };
  }

  private static String fingerprint(SigningKey key) {
    return " " + KeyRecord.fingerprint(key.publicKey()).substring(0, 8);
  }

  private static String sentence(Path file, KeyProblem why) {
    var explanation = KeyExplainer.explain(file, why);
    var text = new TextRenderer(Integer.MAX_VALUE, false).render(explanation).strip();
    return text.replace(Shell.word(file), "FILE").replaceFirst("^✗ ", "");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(KeyFileTest.class.getResource(name).toURI());
  }

  /// CF_1: keys that others can read or change are refused, with the command that mends it.
  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "r--------, true",
    "rwx------, true",
    "rw-r-----, true",
    "r--r-----, true",
    "rw-rw----, false",
    "rw--w----, false",
    "rw-r--r--, false",
    "rw----r--, false",
    "rw-----w-, false",
    "rw------x, false",
  })
  void CF_1_aKeyThatOthersCanReadOrChangeIsRefused(String mode, boolean isTaken) throws Exception {
    var file = keyWithMode(mode);
    var reading = KeyFile.read(file, ACCESS, new Passphrase.None());
    if (isTaken) {
      assertThat(reading).isInstanceOf(KeyReading.Read.class);
      return;
    }
    assertThat(reading)
        .isEqualTo(new KeyReading.Refused(new KeyProblem.OpenToOthers(file.toRealPath(), mode)));
    assertThat(sentence(file.toRealPath(), ((KeyReading.Refused) reading).why()))
        .isEqualTo(
            "Others than its owner can read or change FILE (%s). To close it: chmod 600 FILE"
                .formatted(mode));
  }

  private Path keyWithMode(String mode) throws IOException, URISyntaxException {
    var file = folder.resolve("key.pem");
    Files.copy(resource("keys").resolve("rsa.pem"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  @Test
  void aGroupMayReadWhereItIsTheDaemonsOrTheFileIsACredential() throws Exception {
    assumeTrue(isRoot(), "skipped, because only root can give a file to another group");
    var file = keyWithMode("rw-r-----");
    Files.setAttribute(file, "unix:gid", 12);
    var group = Files.getAttribute(file, "posix:group").toString();
    var isRefused = new KeyProblem.OpenToOthers(file.toRealPath(), "rw-r-----");

    var none = new Passphrase.None();
    assertThat(KeyFile.read(file, ACCESS, none)).isEqualTo(new KeyReading.Refused(isRefused));
    var daemons = new KeyAccess(Set.of(group), Optional.empty());
    assertThat(KeyFile.read(file, daemons, none)).isInstanceOf(KeyReading.Read.class);
    var credentials = new KeyAccess(Set.of(), Optional.of(folder));
    assertThat(KeyFile.read(file, credentials, none)).isInstanceOf(KeyReading.Read.class);
    var elsewhere = new KeyAccess(Set.of(), Optional.of(folder.resolve("absent")));
    assertThat(KeyFile.read(file, elsewhere, none)).isEqualTo(new KeyReading.Refused(isRefused));
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/proc/self"))
        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void aKeyThatEverybodyCanReplaceIsRefused() throws Exception {
    var file = keyWithMode("rw-------");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var why = new KeyProblem.InOpenFolder(folder.toRealPath(), "rwxrwxrwx");
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.None()))
        .isEqualTo(new KeyReading.Refused(why));
    assertThat(sentence(file, why))
        .isEqualTo(
            "Everybody can put another file in the place of FILE, because everybody can write into"
                + " its folder (rwxrwxrwx). To close it: chmod o-w "
                + Shell.word(folder.toRealPath()));
    // With the sticky bit, as /tmp has it, only owners replace files.
    Files.setAttribute(folder, "unix:mode", 01777);
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.None()))
        .isInstanceOf(KeyReading.Read.class);
  }

  @Test
  void theRulesHoldForTheFileBehindALink() throws Exception {
    var file = keyWithMode("rw-r--r--");
    var link = Files.createSymbolicLink(folder.resolve("link.pem"), file);
    assertThat(KeyFile.read(link, ACCESS, new Passphrase.None()))
        .isEqualTo(
            new KeyReading.Refused(new KeyProblem.OpenToOthers(file.toRealPath(), "rw-r--r--")));
  }

  @Test
  void aFileBeyondTheBoundIsRefusedAndOneAtTheBoundIsRead() throws Exception {
    var key = Files.readString(resource("keys").resolve("rsa.pem"));
    var file = folder.resolve("large.pem");
    KeyFile.writeNew(file, SigningKey.make(KeyKind.ED25519, new SecureRandom()));
    Files.writeString(file, "#".repeat(KeyFile.MOST_OCTETS - key.length() - 1) + "\n" + key);
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.None()))
        .isInstanceOf(KeyReading.Read.class);
    Files.writeString(file, "#".repeat(KeyFile.MOST_OCTETS - key.length()) + "\n" + key);
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.None()))
        .isEqualTo(new KeyReading.Refused(new KeyProblem.TooLarge(KeyFile.MOST_OCTETS)));
  }

  @Test
  void aPassphraseComesFromAVariableAFileOrAPerson() throws Exception {
    var file = folder.resolve("key.pem");
    Files.copy(resource("keys").resolve("umlaut.pem"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var secret = folder.resolve("secret");
    Files.writeString(secret, "päßwörter\nnot this line\n", UTF_8);

    assertThat(KeyFile.read(file, ACCESS, new Passphrase.InFile(secret)))
        .isEqualTo(
            new KeyReading.Refused(
                new KeyProblem.PassphraseFile(
                    secret,
                    new KeyProblem.OpenToOthers(
                        secret.toRealPath(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))))));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.InFile(secret)))
        .isInstanceOf(KeyReading.Read.class);

    var person = new Passphrase.Asked(() -> Optional.of("päßwörter"));
    assertThat(KeyFile.read(file, ACCESS, person)).isInstanceOf(KeyReading.Read.class);
    var nobody = new Passphrase.Asked(Optional::empty);
    assertThat(KeyFile.read(file, ACCESS, nobody))
        .isEqualTo(new KeyReading.Refused(new KeyProblem.PassphraseMissing()));
    assertThat(KeyFile.read(file, ACCESS, new Passphrase.Variable("KEY", Map.of())))
        .isEqualTo(new KeyReading.Refused(new KeyProblem.PassphraseUnset("KEY")));
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "ED25519"})
  void aNewKeyIsWrittenForItsOwnerAloneAndNeverOverAnother(KeyKind kind) throws Exception {
    var file = folder.resolve("new.pem");
    var key = SigningKey.make(kind, new SecureRandom());
    KeyFile.writeNew(file, key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var reading = KeyFile.read(file, ACCESS, new Passphrase.None());
    assertThat(((KeyReading.Read) reading).key().publicKey()).isEqualTo(key.publicKey());
    assertThat(((KeyReading.Read) reading).key().privateKey()).isEqualTo(key.privateKey());
    assertThat(key.publicKey().bits()).isEqualTo(kind.bits());
    assertThat(new WeakKeys(List.of()).of(key.publicKey())).isEmpty();

    var before = Files.readString(file);
    assertThatThrownBy(() -> KeyFile.writeNew(file, key))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void theTextFormOfAKeyHidesIt() {
    var key = SigningKey.ofSeed("0123456789abcdef0123456789abcdef");
    assertThat(key.toString()).doesNotContain("0123").startsWith("Ed25519[");
    assertThat(SigningKey.make(KeyKind.RSA_2048, new SecureRandom()).toString())
        .matches("Rsa\\[[0-9a-f]{64}]");
  }

  /// Octets changed, lost, doubled: there is an answer, and never an exception.
  @Test
  void anyTextGivesAnAnswer() throws Exception {
    var chance = new SplittableRandom(8463);
    var texts = new ArrayList<String>();
    try (var files = Files.list(resource("keys"))) {
      for (var file : files.sorted().toList()) {
        texts.add(Files.readString(file, ISO_8859_1));
      }
    }
    texts.removeIf(text -> text.length() > 4_000);
    var known = new Passphrase.Variable("KEY", Map.of("KEY", "opensesame"));
    int rounds = Boolean.getBoolean("signet.thorough") ? 200_000 : 4_000;
    int read = 0;
    for (int i = 0; i < rounds; i++) {
      var octets = texts.get(chance.nextInt(texts.size())).getBytes(ISO_8859_1);
      for (int changes = chance.nextInt(4); changes > 0 && octets.length > 0; changes--) {
        octets[chance.nextInt(octets.length)] = (byte) chance.nextInt(256);
      }
      int from = chance.nextInt(10) == 0 ? chance.nextInt(octets.length + 1) : 0;
      var text = new String(octets, from, octets.length - from, ISO_8859_1);
      var reading = KeyFile.parse(text, i % 50 == 0 ? known : new Passphrase.None());
      if (reading instanceof KeyReading.Read) {
        read++;
      } else {
        assertThat(KeyExplainer.explain(Path.of("k"), ((KeyReading.Refused) reading).why()))
            .isNotNull();
      }
    }
    assertThat(read).isPositive().isLessThan(rounds);
  }

  /// The same within the DER, where the Base64 hides it from the mutation above.
  @Test
  void anyDerGivesAnAnswer() throws Exception {
    var chance = new SplittableRandom(5958);
    var seeds = new ArrayList<byte[]>();
    for (var name : List.of("rsa.pem", "ed25519-v2.pem", "aes256.pem", "rsa-pkcs1.pem")) {
      var pem = Pem.read(Files.readString(resource("keys").resolve(name)));
      seeds.add(pem.blocks().getFirst().octets().orElseThrow());
    }
    for (int i = 0; i < 4_000; i++) {
      var octets = seeds.get(chance.nextInt(seeds.size())).clone();
      for (int changes = 1 + chance.nextInt(3); changes > 0; changes--) {
        octets[chance.nextInt(Math.min(octets.length, 80))] = (byte) chance.nextInt(256);
      }
      assertThat(KeyOctets.pkcs8(octets)).isNotNull();
      assertThat(KeyOctets.pkcs1(octets)).isNotNull();
      assertThat(KeyOctets.formOf(octets)).isNotNull();
    }
  }
}
