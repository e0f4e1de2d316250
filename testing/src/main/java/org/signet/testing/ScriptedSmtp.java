package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that does what a test says and no more: right or wrong. Strings hold one char per
/// octet.
public final class ScriptedSmtp implements AutoCloseable {
  /// What it does with one connection.
  @FunctionalInterface
  public interface Script {
    void run(Peer peer) throws IOException;
  }

  /// The server's end of a connection.
  public static final class Peer {
    private final List<String> heard;
    private Socket socket;
    private InputStream in;

    private Peer(Socket socket, List<String> heard) throws IOException {
      this.heard = heard;
      use(socket);
    }

    private void use(Socket next) throws IOException {
      socket = next;
      in = new BufferedInputStream(next.getInputStream());
    }

    /// Sends octets as they are, in one write.
    public void octets(String octets) throws IOException {
      socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /// Sends lines, each with its CRLF, in one write.
    public void say(String... lines) throws IOException {
      octets(String.join("\r\n", lines) + "\r\n");
    }

    /// The next line, without CRLF.
    public String hear() throws IOException {
      var line = SmtpTalk.line(in);
      heard.add(line);
      return line;
    }

    /// Hears a line, and answers with these.
    public void answer(String... lines) throws IOException {
      hear();
      say(lines);
    }

    /// This many octets, as they come.
    public String hear(int octets) throws IOException {
      var text = new String(in.readNBytes(octets), ISO_8859_1);
      heard.add(text);
      return text;
    }

    /// Hears lines up to the one with a single dot, as they come.
    public void hearData() throws IOException {
      while (!hear().equals(".")) {}
    }

    /// Goes on in TLS.
    public void tls(SSLContext context) throws IOException {
      tls(context, "TLSv1.3", "TLSv1.2");
    }

    /// Goes on in TLS of these versions.
    public void tls(SSLContext context, String... protocols) throws IOException {
      var secured =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      secured.setUseClientMode(false);
      secured.setEnabledProtocols(protocols);
      secured.startHandshake();
      use(secured);
    }

    /// Greets, answers EHLO with an offer of STARTTLS, goes on in TLS, and answers EHLO again.
    ///
    /// @param offers further extensions in TLS
    public void upTo(SSLContext context, String... offers) throws IOException {
      say("220 scripted ESMTP");
      answer("250-scripted", "250 STARTTLS");
      answer("220 go ahead");
      tls(context);
      hear();
      say(
          "250-scripted"
              + (offers.length == 0 ? "" : "\r\n250-" + String.join("\r\n250-", offers)));
      say("250 HELP");
    }

    /// Waits until the client has closed.
    public void waitForEnd() throws IOException {
      while (in.read() >= 0) {}
    }
  }

  private final ServerSocket listening;
  private final Script script;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private ScriptedSmtp(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
  }

  /// Listens on a free port of this host; every connection gets the script.
  public static ScriptedSmtp start(Script script) throws IOException {
    var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var server = new ScriptedSmtp(listening, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /// What clients said, in order.
  public List<String> heard() {
    return List.copyOf(heard);
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.run(new Peer(socket, heard));
    } catch (IOException _) {
      // The client has gone, or does not like this server.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
