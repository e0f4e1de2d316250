package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `signet serve --check` says before the guard starts with a configuration.
class ServeCheckTest {
  @TempDir Path folder;

  private Ran check(String toml) throws IOException {
    var file = folder.resolve("signet.toml");
    Files.writeString(file, "domains = [\"harbour.example\"]\n" + toml, UTF_8);
    return Ran.of("serve", "--config", file.toString(), "--check");
  }

  @Test
  void theRuleForWhatIsPutAsideIsAskedForUntilItIsThere() throws IOException {
    assertThat(check("").out()).contains("! What is put aside lies in the inbox");
    assertThat(check("[quarantine]\nrule = true\n").out()).doesNotContain("!");
    assertThat(check("[policy]\nquarantine = \"junk@harbour.example\"\n").out())
        .doesNotContain("!");
  }

  @Test
  void whatIsHeldNeedsItsProofs() throws IOException {
    var hold = "[policy]\nquarantine = \"hold\"\n";
    assertThat(check(hold).out()).contains("! What is put aside is held", "[store]");
    var store = hold + "[store]\nfolder = \"" + folder + "/store\"\n";
    assertThat(check(store).out()).doesNotContain("!");
    assertThat(check(store + "keep_days = 14\n").out())
        .contains("! Proofs are kept for 14 days, and mail is held for 14");
  }

  @Test
  void theTableOfOwnersIsRead() throws IOException {
    var table = folder.resolve("owners");
    var toml = "[signing.owners]\ntable = \"" + table + "\"\n";
    assertThat(check(toml).err()).contains("cannot read the table of owners: there is no such");
    Files.writeString(table, "bob\n", UTF_8);
    var wrong = check(toml);
    assertThat(wrong.exit()).isEqualTo(Exit.UNREADABLE.code());
    assertThat(wrong.err()).contains("mistakes in the table of owners", table + ":1");
    Files.writeString(table, "bob bob@harbour.example\n", UTF_8);
    assertThat(check(toml).exit()).isZero();
  }
}
