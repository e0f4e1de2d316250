package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is kept is read while another process, here another part of this one, has it open.
@Timeout(60)
class WindowTest {
  private static final Selection EVER =
      Selection.between(Instant.EPOCH, Made.NOON.plus(Duration.ofDays(1)));

  @TempDir Path folder;

  private StoreSettings settings() {
    return new StoreSettings.Folder(folder);
  }

  private static List<KeptMessage> all(Archive archive, Selection selection) throws StoreProblem {
    var found = new ArrayList<KeptMessage>();
    archive.forEach(selection, found::add);
    return found;
  }

  @Test
  void theOtherProcessIsAsked() throws IOException {
    try (var store = Store.open(settings());
        var archive = Archive.open(settings())) {
      assertThat(archive).isInstanceOf(Neighbour.class);
      var random = new SplittableRandom(13);
      var messages = new ArrayList<KeptMessage>();
      for (int i = 0; i < 700; i++) {
        messages.add(Made.any(random));
      }
      store.keep(messages);
      var id = messages.getFirst().queueId();
      assertThat(archive.find(id)).isNotEmpty().isEqualTo(store.find(id));
      assertThat(archive.find("another")).isEmpty();
      assertThat(archive.count(EVER)).isEqualTo(700);
      assertThat(all(archive, EVER)).isEqualTo(all(store, EVER));
      var rejected = EVER.with("reject");
      assertThat(archive.count(rejected)).isPositive().isEqualTo(store.count(rejected));
      assertThat(all(archive, rejected)).isEqualTo(all(store, rejected));
    }
  }

  @Test
  void aLargeProofComesWhole() throws IOException {
    try (var store = Store.open(settings());
        var archive = Archive.open(settings())) {
      var large = Made.message("A", Made.NOON, "mark", "\u00ff".repeat(KeptMessage.MOST_OCTETS));
      store.keep(List.of(large));
      assertThat(archive.find("A")).containsExactly(large);
    }
  }

  @Test
  void withoutAnotherProcessTheStoreIsOpened() throws IOException {
    try (var archive = Archive.open(settings())) {
      assertThat(archive).isInstanceOf(Store.class);
    }
    assertThat(Window.file(folder)).as("the socket is gone with the store").doesNotExist();
  }

  /// A process that was killed leaves its socket behind.
  @Test
  void aSocketWithoutAProcessIsNoHindrance() throws IOException {
    Files.writeString(Window.file(folder), "");
    try (var archive = Archive.open(settings())) {
      assertThat(archive).isInstanceOf(Store.class);
    }
  }

  @Test
  void aProcessThatEndsInTheMidstIsToldAsAProblem() throws IOException {
    var store = Store.open(settings());
    try (var archive = Archive.open(settings())) {
      store.close();
      assertThatThrownBy(() -> archive.find("A"))
          .isInstanceOf(StoreProblem.class)
          .hasMessageContaining("gave no answer. Try again");
    }
  }

  @Test
  void aStoreWorksWithoutASocket() throws IOException {
    var deep = folder.resolve("a".repeat(120));
    try (var store = Store.open(new StoreSettings.Folder(deep))) {
      store.keep(List.of(Made.message("A", Made.NOON)));
      assertThat(store.find("A")).hasSize(1);
    }
  }

  /// Whatever is sent, the next one is answered.
  @Test
  void anyOctetsAreEndured() throws IOException {
    try (var store = Store.open(settings());
        var archive = Archive.open(settings())) {
      store.keep(List.of(Made.message("A", Made.NOON)));
      var random = new Random(14);
      for (int round = 0; round < 300; round++) {
        var octets = new byte[random.nextInt(60)];
        random.nextBytes(octets);
        if (octets.length > 1 && random.nextBoolean()) {
          octets[0] = Question.VERSION;
          octets[1] = (byte) "fce".charAt(random.nextInt(3));
        }
        try (var looker = SocketChannel.open(UnixDomainSocketAddress.of(Window.file(folder)))) {
          looker.write(ByteBuffer.wrap(octets));
          looker.shutdownOutput();
          while (looker.read(ByteBuffer.allocate(1_000)) >= 0) {
            Thread.onSpinWait();
          }
        } catch (IOException _) {
          // Turned away.
        }
      }
      assertThat(archive.find("A")).hasSize(1);
    }
  }
}
