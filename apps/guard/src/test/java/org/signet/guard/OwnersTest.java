package org.signet.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.guard.Ownership.Why;

class OwnersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static String word(Ownership ownership) {
    return switch (ownership) {
      case Ownership.Owns _ -> "owns";
      case Ownership.DoesNotOwn _ -> "does not own";
      case Ownership.Unknown(var why) ->
          switch (why) {
            case Why.NotKept _ -> "not kept";
            case Why.TimedOut _ -> "timed out";
            case Why.Trouble(var detail) -> "trouble: " + detail;
          };
    };
  }

  private static String ask(Owners owners, String login, String address) {
    return word(owners.ask(login, Posted.address(address)));
  }

  @Test
  void withoutAListNobodyOwns() {
    assertThat(ask(Owners.notKept(), "bob", "bob@example.com")).isEqualTo("not kept");
  }

  private static final String TABLE =
      """
      # who owns what
      bob    bob@example.com
      bob    sales@example.com   # with al
      al     sales@example.com
      admin  @example.com

      Ann    ann@exämple.com
      """;

  @ParameterizedTest
  @CsvSource({
    "bob, bob@example.com, owns",
    "Bob, BOB@Example.com, owns",
    "bob, sales@example.com, owns",
    "al, sales@example.com, owns",
    "al, bob@example.com, does not own",
    "admin, bob@example.com, owns",
    "admin, bob@sub.example.com, does not own",
    "carl, bob@example.com, does not own",
    "ann, ann@xn--exmple-cua.com, owns",
    "bob, bob@[192.0.2.1], does not own",
    "'', bob@example.com, does not own",
  })
  void aTable(String login, String address, String answer) {
    var text = new String(TABLE.getBytes(UTF_8), ISO_8859_1);
    if (!(OwnersTable.read("owners", text) instanceof OwnersTable.Reading.Read(var table))) {
      throw new AssertionError("not read");
    }
    assertThat(ask(table, login, address)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bob | 1 | 1 | a login and an address or @domain",
        "bob bob@example.com x | 1 | 21 | a login and an address or @domain",
        "bob bob | 1 | 5 | an address or @domain",
        "# x\\n  bob\\t@ | 2 | 7 | an address or @domain",
        "bob bob@[192.0.2.1] | 1 | 5 | an address or @domain",
      })
  void aTableThatIsWrongSaysWhere(String text, int line, int column, String expected) {
    var real = text.replace("\\n", "\n").replace("\\t", "\t");
    if (!(OwnersTable.read("owners", real) instanceof OwnersTable.Reading.Wrong(var problem))) {
      throw new AssertionError("read");
    }
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.column()).isEqualTo(column);
    assertThat(problem.toString()).startsWith("owners:" + line + ": expected " + expected);
  }

  /// Whatever stands in the file, it is a table or a problem with a place in it.
  @Test
  void anyOctetsAreATableOrAProblem() {
    var alphabet = "ab @.#\n\t\r\"\\<>[]\0\u00ff";
    var random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      while (random.nextInt(30) > 0) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (OwnersTable.read("f", text.toString()) instanceof OwnersTable.Reading.Wrong(var one)) {
        assertThat(one.toString()).startsWith("f:" + one.line() + ": ").endsWith("^");
      }
    }
  }

  @Test
  void aProblemPointsAtItsPlace() {
    assertThat(new ConfigProblem("f", "one\ntwo three\n", 8, "four").toString())
        .isEqualTo("f:2: expected four\ntwo three\n    ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read l; read a; test \"$l $a\" = 'bob bob@example.com' | owns",
        "read l; read a; test \"$l $a\" = 'al bob@example.com' | does not own",
        "exit 0 | owns",
        "exit 2 | trouble: sh ended with 2",
        "kill -9 $$ | trouble: sh ended with 137",
      })
  void aCommand(String script, String answer) {
    var command = new OwnersCommand(List.of("sh", "-c", script), PATIENCE);
    assertThat(ask(command, "bob", "bob@example.com")).isEqualTo(answer);
  }

  @Test
  void aCommandThatDoesNotEndIsEnded() {
    var command =
        new OwnersCommand(List.of("sh", "-c", "sleep 1000 & wait"), Duration.ofMillis(50));
    assertThat(ask(command, "bob", "bob@example.com")).isEqualTo("timed out");
  }

  @Test
  void aCommandThatIsNotThereCannotTell() {
    var command = new OwnersCommand(List.of("/nonexistent/owners"), PATIENCE);
    assertThat(ask(command, "bob", "bob@example.com")).startsWith("trouble: ");
  }

  @Test
  void aCommandGetsNoSecondLineFromALogin() {
    var command = new OwnersCommand(List.of("true"), PATIENCE);
    assertThat(ask(command, "bob\nbob@example.com", "al@example.com")).startsWith("trouble: ");
  }

  /// A server that knows a few keys and answers each connection once.
  private static void serve(ServerSocketChannel server, Map<String, String> answers) {
    Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              try (var client = server.accept()) {
                var question = ByteBuffer.allocate(1_000);
                client.read(question);
                var text = new String(question.array(), 0, question.position(), ISO_8859_1);
                var key = text.substring(text.indexOf(' ') + 1, text.length() - 1);
                var answer = answers.getOrDefault(key, "9:NOTFOUND ,");
                client.write(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
              }
            }
          } catch (IOException _) {
            // the test is over
          }
        });
  }

  private static final Map<String, String> ANSWERS =
      Map.of(
          "bob@example.com", "6:OK bob,",
          "sales@example.com", "12:OK al, Bob \n,",
          "@example.net", "8:OK admin,",
          "temp@example.com", "9:TEMP busy,",
          "wrong@example.com", "hello",
          "cut@example.com", "9:OK",
          "huge@example.com", "100001:OK",
          "none@example.com", "3:OK ,");

  @ParameterizedTest
  @CsvSource({
    "bob, bob@example.com, owns",
    "bob, BOB@example.com, owns",
    "al, bob@example.com, does not own",
    "bob, sales@example.com, owns",
    "admin, any@example.net, owns",
    "bob, any@example.net, does not own",
    "bob, any@example.org, does not own",
    "bob, none@example.com, does not own",
    "bob, temp@example.com, trouble: TEMP busy",
    "bob, wrong@example.com, trouble: no netstring",
    "bob, cut@example.com, trouble: no whole netstring",
    "bob, huge@example.com, trouble: no netstring",
  })
  void aSocketmap(String login, String address, String answer, @TempDir Path folder)
      throws IOException {
    var unix = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (var local = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix);
        var tcp =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      for (var server : List.of(local, tcp)) {
        serve(server, ANSWERS);
        var owners = new OwnersSocketmap(server.getLocalAddress(), "logins", PATIENCE);
        assertThat(ask(owners, login, address)).isEqualTo(answer);
      }
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsUnknown() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var owners =
          new OwnersSocketmap(silent.getLocalSocketAddress(), "logins", Duration.ofMillis(50));
      assertThat(ask(owners, "bob", "bob@example.com")).isEqualTo("timed out");
    }
  }

  @Test
  void aServerThatIsNotThereIsUnknown(@TempDir Path folder) {
    var owners =
        new OwnersSocketmap(UnixDomainSocketAddress.of(folder.resolve("s")), "logins", PATIENCE);
    assertThat(ask(owners, "bob", "bob@example.com")).startsWith("trouble: ");
  }

  @Test
  void anyOctetsAreAnAnswer() throws IOException {
    var alphabet = "0123456789:,OK NOTFUDTEMPIER\n\0\u00ff";
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      while (random.nextInt(12) > 0) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var octets = text.toString().getBytes(ISO_8859_1);
      assertThat(Socketmap.read(new ByteArrayInputStream(octets))).isNotNull();
    }
  }
}
