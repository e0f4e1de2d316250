package org.signet.https;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.signet.foundation.text.Ascii;

/// Serves pages of plain text: one request a connection, and each connection within one deadline,
/// however slowly its peer speaks. So small a task needs nothing else of a web server, and that of
/// the JDK has no such deadline.
public final class PageServer implements AutoCloseable {
  /// Connections at a time; further ones wait to be accepted.
  static final int MOST_CONNECTIONS = 500;

  /// For handshake, request and answer together.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int BACKLOG = 256;

  /// What there is.
  @FunctionalInterface
  public interface Pages {
    /// The text at a path; empty where there is none.
    ///
    /// @param host as the request names it, in lower case and without a port
    Optional<String> page(String host, String path);
  }

  private final Listening listener;
  private final Optional<SSLContext> tls;
  private final Pages pages;
  private final Semaphore turns = new Semaphore(MOST_CONNECTIONS);

  private PageServer(Listening listener, Optional<SSLContext> tls, Pages pages) {
    this.listener = listener;
    this.tls = tls;
    this.pages = pages;
  }

  /// Starts to listen.
  ///
  /// @param tls empty behind a proxy, which ends TLS itself
  public static PageServer start(InetSocketAddress address, Optional<SSLContext> tls, Pages pages)
      throws IOException {
    return start(address, tls, pages, PATIENCE);
  }

  static PageServer start(
      InetSocketAddress address, Optional<SSLContext> tls, Pages pages, Duration patience)
      throws IOException {
    var listener = new Listening(patience);
    listener.bind(address, BACKLOG);
    var server = new PageServer(listener, tls, pages);
    Thread.ofVirtual().name("pages").start(server::acceptAll);
    return server;
  }

  /// Gives each connection its deadline.
  private static final class Listening extends ServerSocket {
    private final Duration patience;

    Listening(Duration patience) throws IOException {
      super();
      this.patience = patience;
    }

    @Override
    public Socket accept() throws IOException {
      var socket = new BoundedSocket(Deadline.in(patience));
      implAccept(socket);
      socket.restart(Deadline.in(patience));
      return socket;
    }
  }

  /// Where it listens, with the port that it got.
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      turns.acquireUninterruptibly();
      try {
        var peer = listener.accept();
        Thread.ofVirtual().start(() -> serve(peer));
      } catch (IOException _) {
        turns.release();
        pause();
      }
    }
  }

  /// Mostly there is no descriptor left.
  private void pause() {
    try {
      if (!listener.isClosed()) {
        Thread.sleep(100);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket peer) {
    try (peer) {
      if (tls.isEmpty()) {
        answer(peer.getInputStream(), peer.getOutputStream());
        return;
      }
      try (var secured = (SSLSocket) tls.get().getSocketFactory().createSocket(peer, null, false)) {
        var parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(parameters);
        answer(secured.getInputStream(), secured.getOutputStream());
      }
    } catch (IOException _) {
      // The peer left, or was too slow.
    } finally {
      turns.release();
    }
  }

  private void answer(InputStream in, OutputStream out) throws IOException {
    out.write(answer(new BufferedInputStream(in)).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private String answer(InputStream in) throws IOException {
    var lines = new HttpLines(in);
    try {
      var start = lines.next().split(" ", -1);
      var host = host(lines);
      if (start.length != 3 || !start[2].startsWith("HTTP/1.") || host.isEmpty()) {
        return message("400 Bad Request", "", true);
      }
      var isHead = start[0].equals("HEAD");
      if (!isHead && !start[0].equals("GET")) {
        return message("405 Method Not Allowed", "", true);
      }
      return pages
          .page(host.get(), start[1])
          .map(text -> message("200 OK", text, !isHead))
          .orElseGet(() -> message("404 Not Found", "", true));
    } catch (NoHttp _) {
      return message("400 Bad Request", "", true);
    }
  }

  /// The one host of a request; empty where it names none, or several. RFC 9112 §3.2
  private static Optional<String> host(HttpLines lines) throws IOException, NoHttp {
    Optional<String> host = Optional.empty();
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      var field = HttpLines.field(line);
      if (field.name().equals("host")) {
        if (host.isPresent()) {
          throw NoHttp.because("two hosts");
        }
        host = Optional.of(Ascii.toLower(field.value()));
      }
    }
    return host.map(name -> name.replaceFirst(":[0-9]*$", "")).filter(name -> !name.isEmpty());
  }

  private static String message(String status, String body, boolean withBody) {
    return String.join(
        "\r\n",
        "HTTP/1.1 " + status,
        "Content-Type: text/plain",
        "Content-Length: " + body.length(),
        "Cache-Control: no-store",
        "Connection: close",
        "",
        withBody ? body : "");
  }

  /// Stops to listen; answers that have begun come to their end.
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
