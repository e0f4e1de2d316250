package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The guide docs/keys.md, carried out: its commands in their order, in a world of zone text into
/// which each `# publish` puts the records that were shown last.
class KeyGuideTest {
  private static final Path GUIDE =
      Path.of(System.getProperty("signet.root", "../..")).resolve("docs/keys.md");

  private static final Pattern LATER = Pattern.compile("# (an hour|(\\d+) days) later");
  private static final Pattern RECORD =
      Pattern.compile("(?m)^(\\S+\\.) 3600 IN (?:TXT (?:\\([^)]*\\)|\"[^\"]*\")|CNAME \\S+)$");
  private static final Pattern KEY = Pattern.compile("(p=|^  \"|SHA-256 )[A-Za-z0-9+/=]{20,}");

  @TempDir private Path folder;
  private final Map<String, String> zone = new LinkedHashMap<>();
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");
  private int exit;

  @Test
  void theGuideShowsWhatIsPrinted() throws IOException {
    var guide = Files.readString(GUIDE, UTF_8);
    var real = new StringBuilder();
    var shown = "";
    var inBlock = false;
    for (var line : guide.split("\n", -1)) {
      var isCommand = line.startsWith("$ ");
      if (inBlock && line.startsWith("```")) {
        inBlock = false;
      } else if (line.equals("```console")) {
        inBlock = true;
      } else if (inBlock && !isCommand && !line.startsWith("# ")) {
        continue;
      }
      real.append(line).append('\n');
      if (inBlock && isCommand) {
        shown = run(line.substring("$ signet ".length()).split(" ", -1));
        real.append(withoutKeys(shown));
      } else if (inBlock && line.equals("# publish")) {
        RECORD.matcher(shown).results().forEach(found -> zone.put(found.group(1), found.group()));
      } else if (inBlock && line.startsWith("# ")) {
        pass(line);
      }
    }
    assertThat(guide + "\n").isEqualTo(real.toString());
  }

  private void pass(String line) {
    var later = LATER.matcher(line);
    assertThat(later.matches()).as(line).isTrue();
    now =
        later.group(2) == null
            ? now.plus(Duration.ofHours(1))
            : now.plus(Duration.ofDays(Long.parseLong(later.group(2))));
  }

  private static String withoutKeys(String text) {
    return text.lines()
        .map(line -> KEY.matcher(line).replaceAll("$1…"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private String run(String... words) throws IOException {
    var world = folder.resolve("world.zone");
    Files.writeString(world, String.join("\n", zone.values()) + "\n");
    var arguments = new ArrayList<String>();
    for (var word : words) {
      var isPath = word.matches("[a-z0-9]+\\.pem|keys|provider");
      arguments.add(isPath ? folder.resolve(word).toString() : word);
    }
    if (words.length > 1 && List.of("check", "rotate", "retire").contains(words[1])) {
      arguments.addAll(List.of("--zone", world.toString(), "--at", now.toString()));
    }
    var out = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            out,
            out,
            false,
            false,
            () -> TerminalSize.BOUNDLESS,
            Map.of());
    exit = Signet.run(surroundings, arguments.toArray(String[]::new));
    return out.toString(UTF_8).replace(folder + "/", "");
  }

  /// What goes wrong has its sentence and its exit code.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key new --domain example.com --selector s_1 --key a.pem | 2 | is no selector",
        "key new --domain exämple.com --selector s1 --key a.pem | 2 | written in its ASCII form,"
            + " xn--",
        "key new --domain localhost --selector s1 --key a.pem | 2 | is a single word",
        "key new --domain example.com --selector s1 --algorithm dsa --key a.pem | 2 | none of rsa",
        "key new --domain example.com --selector s1 --key old.pem | 2 | a key is never overwritten",
        "key check --domain example.com --selector s1 --key absent.pem | 65 | There is no file",
        "key check --domain example.com --selector s1 --key text.pem | 65 | holds no private key",
        "key check --domain example.com --selector s1 --key open.pem | 65 | chmod 600",
        "key check --domain example.com --selector other --key old.pem | 1 | another key",
        "key check --domain example.com --selector old --key old.pem | 0 | this key",
        "key check --domain example.com --selector slow --key old.pem | 75 | no answer",
        "key check --domain example.com --selector old --format json --key old.pem | 0 |"
            + " everywhere",
        "key show --key old.pem | 0 | Ed25519 key",
        "key show --format json --key old.pem | 0 | \"algorithm\":\"ed25519\"",
        "key show | 2 | say which",
        "key show --keys provider | 65 | no such file",
        "key rotate --keys keys --undo | 2 | --domain DOMAIN",
        "key rotate --keys keys --domain example.com --undo | 65 | has no keys here",
        "key rotate --keys keys --domain example.com --adopt old.pem --selector old | 0 | is made",
        "key rotate --keys keys --domain example.com --algorithm ed25519 --format json | 0 |"
            + " \"result\":\"make\"",
        "key retire --keys keys --domain example.com --selector s9 | 65 | has no keys here",
        "key | 2 | Say what to do.",
      })
  void everyOutcomeHasItsSentenceAndItsCode(String command, int code, String words)
      throws IOException {
    run(
        "key",
        "new",
        "--domain",
        "example.com",
        "--selector",
        "old",
        "--algorithm",
        "ed25519",
        "--key",
        "old.pem");
    var record =
        run("key", "show", "--key", "old.pem", "--domain", "example.com", "--selector", "old");
    RECORD.matcher(record).results().forEach(found -> zone.put(found.group(1), found.group()));
    zone.put(
        "other._domainkey.example.com.",
        "other._domainkey.example.com. 3600 IN TXT \"v=DKIM1; k=ed25519;"
            + " p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"");
    zone.put("slow", "$STATUS timeout\nslow._domainkey.example.com. TXT -\n$STATUS unchecked");
    Files.writeString(folder.resolve("text.pem"), "hello");
    Files.setPosixFilePermissions(
        folder.resolve("text.pem"), PosixFilePermissions.fromString("rw-------"));
    Files.copy(folder.resolve("old.pem"), folder.resolve("open.pem"));
    Files.setPosixFilePermissions(
        folder.resolve("open.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run(command.split(" ", -1))).contains(words);
    assertThat(exit).isEqualTo(code);
  }
}
