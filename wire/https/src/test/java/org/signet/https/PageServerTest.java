package org.signet.https;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.dns.zone.ZoneResolver;
import org.signet.foundation.text.Network;
import org.signet.testing.TestCa;

/// Pages, as strangers ask for them.
@Timeout(60)
class PageServerTest {
  private static final String HOST = "mta-sts.boats.example";
  private static final String REST = " HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n";

  private static PageServer server(Duration patience) throws IOException {
    return PageServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        (host, path) ->
            host.equals(HOST) && path.equals("/x") ? Optional.of("hello\r\n") : Optional.empty(),
        patience);
  }

  private static String answer(PageServer server, String request) throws IOException {
    try (var peer = new Socket(server.address().getAddress(), server.address().getPort())) {
      peer.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(peer.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String answer(String request) throws IOException {
    try (var server = server(Duration.ofSeconds(20))) {
      return answer(server, request);
    }
  }

  @Test
  void aPageIsServedAsPlainText() throws IOException {
    assertThat(answer("GET /x" + REST))
        .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n")
        .endsWith("\r\n\r\nhello\r\n");
    assertThat(answer("GET /x HTTP/1.1\r\nhost: MTA-STS.boats.example:443\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(answer("HEAD /x" + REST)).endsWith("Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/x/", "/X", "/../x", "/x?y", "//x", "/%78", "https://a/x", "*"})
  void nothingElseIsThere(String path) throws IOException {
    assertThat(answer("GET " + path + REST)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whatIsNoRequest() throws IOException {
    assertThat(answer("POST /x" + REST)).startsWith("HTTP/1.1 405 ");
    assertThat(answer("GET /x HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(answer("GET /x HTTP/1.1\r\nHost: a\r\nHost: " + HOST + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(answer("GET /x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(answer("x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void fe5APeerThatSaysNothingIsLeftAtTheDeadline() throws IOException {
    try (var server = server(Duration.ofMillis(300));
        var silent = new Socket(server.address().getAddress(), server.address().getPort())) {
      assertThat(silent.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void overTlsASenderFetchesIt() throws IOException {
    try (var ca = TestCa.create();
        var server =
            PageServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(ca.issue(HOST).serverContext()),
                (_, _) -> Optional.of("hello"))) {
      int port = server.address().getPort();
      var reach =
          Reach.PUBLIC
              .alsoTo(List.of(Network.of("127.0.0.1")))
              .alsoAt(List.of(port))
              .believing(List.of(ca.root()));
      var https = Https.over(ZoneResolver.of(HOST + ". A 127.0.0.1\n"), reach);
      assertThat(https.get(URI.create("https://" + HOST + ':' + port + "/x")))
          .isEqualTo(new Fetched.Answered(200, "text/plain", "hello"));
    }
  }
}
