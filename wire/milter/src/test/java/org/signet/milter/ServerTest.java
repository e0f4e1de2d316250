package org.signet.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testing.ScriptedMta;

/// Where a server listens, and how it stops.
@Timeout(60)
class ServerTest {
  @TempDir private Path folder;
  private final FakeFilter filter = new FakeFilter();

  private Listen.Unix unix() {
    return new Listen.Unix(
        folder.resolve("milter.sock"), PosixFilePermissions.fromString("rw-rw----"));
  }

  private static void assertServes(Served served) throws IOException {
    try (var mta = served.connect()) {
      mta.negotiate();
      mta.message("<a>", "<b>", List.of("A: b"), "x");
      assertThat(mta.reply().code()).isEqualTo('c');
    }
  }

  @Test
  void aUnixSocketHasItsModeAndGoesWithTheServer() throws Exception {
    try (var served = new Served(filter, Settings.on(unix()))) {
      assertThat(Files.getPosixFilePermissions(unix().path())).isEqualTo(unix().mode());
      assertThat(served.server.listening())
          .map(Listen::toString)
          .containsExactly("unix:" + unix().path());
      assertServes(served);
    }
    assertThat(unix().path()).doesNotExist();
  }

  @Test
  void aSocketThatAServerLeftIsReplaced() throws Exception {
    var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    left.bind(UnixDomainSocketAddress.of(unix().path()));
    left.close();
    assertThat(unix().path()).exists();
    try (var served = new Served(filter, Settings.on(unix()))) {
      assertServes(served);
    }
  }

  @Test
  void aSocketThatIsServedIsNotReplaced() throws Exception {
    try (var served = new Served(filter, Settings.on(unix()))) {
      assertThatThrownBy(() -> new Served(filter, Settings.on(Served.local(), unix())))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("somebody listens");
      assertServes(served);
    }
  }

  @Test
  void aFileThatIsNoSocketIsNotTouched() throws Exception {
    Files.writeString(unix().path(), "precious");
    assertThatThrownBy(() -> new Served(filter, Settings.on(unix())))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("no socket");
    assertThat(unix().path()).hasContent("precious");
  }

  @Test
  void aSocketThatSomebodyElsePutThereStays() throws Exception {
    try (var served = new Served(filter, Settings.on(unix()))) {
      Files.delete(unix().path());
      Files.writeString(unix().path(), "another's");
      assertThat(served.server.connections()).isZero();
    }
    assertThat(unix().path()).hasContent("another's");
  }

  @Test
  void aServerListensAtSeveralPlaces() throws Exception {
    try (var served = new Served(filter, Settings.on(Served.local(), Served.local(), unix()))) {
      for (var where : served.server.listening()) {
        var address =
            switch (where) {
              case Listen.Tcp(var bound, _) -> bound;
              case Listen.Unix(var path, _) -> UnixDomainSocketAddress.of(path);
            };
        try (var mta = ScriptedMta.connect(address)) {
          assertThat(mta.negotiate().version()).isEqualTo(6);
        }
      }
    }
  }

  @Test
  void connectionsBetweenMessagesEndWhenTheServerStops() throws Exception {
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.message("<a>", "<b>", List.of("A: b"), "x");
      assertThat(mta.reply().code()).isEqualTo('c');
      served.server.stop(Served.LONG);
      assertThat(served.ending()).isEqualTo(new Ending.Stopped());
      assertThatThrownBy(mta::reply).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aMessageUnderWayMayEnd() throws Exception {
    var judging = new CountDownLatch(1);
    var stopping = new CountDownLatch(1);
    filter.ending(
        _ -> {
          judging.countDown();
          await(stopping);
          return Verdict.deliver();
        });
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.message("<a>", "<b>", List.of("A: b"), "x").send();
      judging.await();
      var stop = Thread.startVirtualThread(() -> served.server.stop(Served.LONG));
      while (stop.getState() == Thread.State.RUNNABLE || stop.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      stopping.countDown();
      assertThat(mta.reply().code()).isEqualTo('c');
      assertThat(served.ending()).isEqualTo(new Ending.Stopped());
      stop.join();
      assertThatThrownBy(served::connect).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aMessageThatDoesNotEndIsCutOff() throws Exception {
    var judging = new CountDownLatch(1);
    filter.ending(
        _ -> {
          judging.countDown();
          await(new CountDownLatch(1));
          return Verdict.deliver();
        });
    try (var served = new Served(filter);
        var mta = served.connect()) {
      mta.negotiate();
      mta.message("<a>", "<b>", List.of("A: b"), "x").send();
      judging.await();
      served.server.stop(Duration.ofMillis(1));
      assertThat(served.ending()).isEqualTo(new Ending.Stopped());
      assertThatThrownBy(mta::reply).isInstanceOf(IOException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
