package org.signet.smtp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.signet.foundation.text.Domain;
import org.signet.smtp.Loss.Stage;

/// The TLS handshake of a client, on a connection that is at rest. Each has its own context, so
/// that no session is resumed that was made under another demand (RFC 9325 §3.4).
final class Handshake {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Connection connection;
  private final TlsDemand demand;
  private final Witness witness;

  Handshake(Connection connection, TlsDemand demand) {
    this.connection = connection;
    this.demand = demand;
    this.witness = new Witness(demand);
  }

  TlsStart run() {
    try (var alarm = connection.alarm(Stage.HANDSHAKE)) {
      try {
        var socket = secured();
        socket.startHandshake();
        connection.enter(socket);
        var session = socket.getSession();
        return new TlsStart.Secured(
            new TlsFacts(session.getProtocol(), session.getCipherSuite(), witness.chain(), demand));
      } catch (SSLException e) {
        return alarm.rang() ? lost(e, alarm) : failed(e);
      } catch (IOException e) {
        return lost(e, alarm);
      }
    }
  }

  private SSLSocket secured() throws IOException {
    var plain = connection.socket();
    var name = demand.serverName().map(Domain::text).orElse("");
    var socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, name, plain.getPort(), true);
    socket.setUseClientMode(true);
    var parameters = new SSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setServerNames(serverNames(name));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {witness}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static List<SNIServerName> serverNames(String name) {
    try {
      return name.isEmpty() ? List.of() : List.of(new SNIHostName(name));
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  private TlsStart failed(SSLException e) {
    connection.abandon();
    Optional<String> refusal = witness.refusal();
    return refusal.isPresent()
        ? new TlsStart.CertificateRefused(witness.chain(), refusal.get())
        : new TlsStart.HandshakeFailed(Connection.words(e));
  }

  private TlsStart lost(IOException e, Alarm alarm) {
    return new TlsStart.Lost(connection.ended(Stage.HANDSHAKE, Connection.words(e), alarm));
  }
}
