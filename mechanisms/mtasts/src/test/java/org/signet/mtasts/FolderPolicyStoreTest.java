package org.signet.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.foundation.text.Domain;

/// Policies that outlive the program, as files.
class FolderPolicyStoreTest {
  private static final Domain OTHER = Domain.of("other.example");

  @TempDir Path folder;

  private static CachedPolicy policy(int seconds) {
    var policy = MtaStsPolicy.parse(Harbour.ENFORCE).orThrow();
    return new CachedPolicy(policy, "a1", Harbour.START.plusSeconds(seconds));
  }

  @Test
  void whatIsKeptIsThereAfterARestart() throws IOException {
    var store = PolicyStore.inFolder(folder);
    store.save(Harbour.BOATS, policy(1));
    store.save(OTHER, policy(2));
    store.save(Harbour.BOATS, policy(3));
    var again = PolicyStore.inFolder(folder);
    assertThat(again.load(Harbour.BOATS)).contains(policy(3));
    assertThat(again.fetchedBefore(Instant.MAX, 9)).containsExactly(OTHER, Harbour.BOATS);
    assertThat(again.fetchedBefore(Harbour.START.plusSeconds(3), 9)).containsExactly(OTHER);
    again.remove(OTHER);
    assertThat(again.load(OTHER)).isEmpty();
    assertThat(PolicyStore.inFolder(folder).load(OTHER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "x",
        "2026-11-25T12:00:00Z",
        "2026-11-25T12:00:00Z a1\nversion: X\n",
        "x y\n"
      })
  void aFileThatCannotBeUnderstoodIsNone(String text) throws IOException {
    Files.writeString(folder.resolve("boats.example"), text);
    assertThat(PolicyStore.inFolder(folder).load(Harbour.BOATS)).isEmpty();
  }

  @Test
  void whatWasNotFinishedIsSweptAndOtherFilesStay() throws IOException {
    Files.writeString(folder.resolve(".new-1"), "x");
    Files.writeString(folder.resolve("README"), "x");
    PolicyStore.inFolder(folder);
    assertThat(folder.resolve(".new-1")).doesNotExist();
    assertThat(folder.resolve("README")).exists();
  }

  @Test
  void noNameOfADomainLeadsOutOfTheFolder() throws IOException {
    var store = PolicyStore.inFolder(folder);
    store.save(Domain.of("x/y.example"), policy(1));
    assertThat(store.fetchedBefore(Instant.MAX, 9)).isEmpty();
  }

  @Test
  void noMoreAreKeptThanFit() throws IOException {
    var store = FolderPolicyStore.open(folder, 1);
    store.save(Harbour.BOATS, policy(1));
    store.save(OTHER, policy(2));
    store.save(Harbour.BOATS, policy(3));
    assertThat(store.load(OTHER)).isEmpty();
    assertThat(store.load(Harbour.BOATS)).contains(policy(3));
  }
}
