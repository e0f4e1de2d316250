package org.signet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real faults of real databases, while a recorder writes.
@Timeout(60)
class FaultsTest {
  private static final RecorderSettings SETTINGS =
      new RecorderSettings(
          10_000,
          64 << 20,
          50,
          Duration.ofMillis(20),
          Duration.ofMillis(20),
          Duration.ofDays(1),
          Retention.USUAL);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final StoreObserver observer =
      new StoreObserver() {
        @Override
        public void works() {
          heard.add("works");
        }

        @Override
        public void fails(StoreProblem why) {
          heard.add("fails: " + why.getMessage());
        }
      };

  @TempDir Path folder;

  private Recorder start(StoreSettings settings) {
    return Recorder.start(
        () -> Store.open(settings), SETTINGS, observer, InstantSource.fixed(Made.NOON));
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
  }

  /// A small disk of its own.
  private static final class Disk implements AutoCloseable {
    final Path place;

    Disk(Path place, String options) throws IOException {
      this.place = Files.createDirectories(place);
      var isThere = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString());
      assumeTrue(isThere, "skipped, because a file system can only be mounted by root");
    }

    boolean remount(String options) throws IOException {
      return run("mount", "-o", "remount," + options, place.toString());
    }

    private static boolean run(String... command) throws IOException {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
      run("umount", "--lazy", place.toString());
    }
  }

  private static String noise(Random random) {
    var noise = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      noise.append((char) random.nextInt(256));
    }
    return noise.toString();
  }

  @Test
  void aDiskThatIsFullAndThenHasRoom() throws Exception {
    var random = new Random(11);
    try (var disk = new Disk(folder.resolve("disk"), "size=12m")) {
      var filler = Files.write(disk.place.resolve("filler"), new byte[8 << 20]);
      var recorder = start(new StoreSettings.Folder(disk.place.resolve("store")));
      int count = 0;
      while (heard.size() < 2) {
        // No more than the disk has room for later.
        if (recorder.counts().waiting() < 20) {
          recorder.keep(Made.message("m" + count++, Made.NOON, "mark", noise(random)));
        }
      }
      assertThat(next()).isEqualTo("works");
      assertThat(next()).contains("Look whether the disk is full");
      Files.delete(filler);
      assertThat(next()).isEqualTo("works");
      for (int i = 0; i < 10; i++) {
        recorder.keep(Made.message("late" + i, Made.NOON));
      }
      assertThat(recorder.close(Duration.ofSeconds(50))).isTrue();
      try (var store = Store.open(new StoreSettings.Folder(disk.place.resolve("store")))) {
        assertThat(store.find("m0")).as("kept before").hasSize(1);
        assertThat(store.find("late9")).as("kept after").hasSize(1);
        assertThat(recorder.counts().kept() + recorder.counts().dropped()).isEqualTo(count + 10);
      }
    }
  }

  @Test
  void aDiskThatIsReadOnlyAndThenIsNot() throws Exception {
    try (var disk = new Disk(folder.resolve("disk"), "size=12m,ro")) {
      var recorder = start(new StoreSettings.Folder(disk.place.resolve("store")));
      recorder.keep(Made.message("A", Made.NOON));
      assertThat(next()).contains("cannot be made").contains("Make it, and give it");
      assertThat(disk.remount("rw")).isTrue();
      assertThat(next()).isEqualTo("works");
      assertThat(recorder.close(Duration.ofSeconds(50))).isTrue();
      assertThat(recorder.counts().kept()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatEndsItsConnections() throws Exception {
    var settings = Databases.POSTGRESQL.fresh(folder);
    var recorder = start(settings);
    recorder.keep(Made.message("before", Made.NOON));
    assertThat(next()).isEqualTo("works");
    try (var database = Database.open(settings)) {
      for (int round = 0; round < 5; round++) {
        database
            .jdbi()
            .useHandle(
                handle ->
                    handle.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                            + " current_database() and pid <> pg_backend_pid()"));
        recorder.keep(Made.message("round" + round, Made.NOON));
      }
    }
    assertThat(recorder.close(Duration.ofSeconds(50))).isTrue();
    try (var store = Store.open(settings)) {
      assertThat(store.find("before")).hasSize(1);
      assertThat(store.find("round4")).isNotEmpty();
      assertThat(recorder.counts().kept()).isEqualTo(6);
    }
  }
}
