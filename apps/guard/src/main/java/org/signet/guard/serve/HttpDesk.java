package org.signet.guard.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers those who watch over the guard: `/metrics`, `/healthz` (it runs; whether the store does)
/// and `/readyz` (it takes mail).
final class HttpDesk implements AutoCloseable {
  private final HttpServer server;

  private HttpDesk(HttpServer server) {
    this.server = server;
  }

  /// @param worries what does not work, in words without a full stop. Mail is guarded all the same,
  ///     so that it is told and no more
  static HttpDesk open(
      InetSocketAddress address,
      Metrics metrics,
      BooleanSupplier isReady,
      Supplier<List<String>> worries)
      throws IOException {
    var server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", exchange -> metrics(exchange, metrics));
    server.createContext("/healthz", exchange -> answer(exchange, 200, health(worries.get())));
    server.createContext(
        "/readyz",
        exchange -> {
          if (isReady.getAsBoolean()) {
            answer(exchange, 200, "ready\n");
          } else {
            answer(exchange, 503, "stopping\n");
          }
        });
    server.start();
    return new HttpDesk(server);
  }

  private static String health(List<String> worries) {
    return worries.isEmpty() ? "ok\n" : "ok, but " + String.join("; ", worries) + '\n';
  }

  /// Where it listens, with the port that it got.
  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void metrics(HttpExchange exchange, Metrics metrics) throws IOException {
    var text = new ByteArrayOutputStream();
    metrics.write(text);
    answer(exchange, 200, text.toString(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      var octets = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(status, octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
