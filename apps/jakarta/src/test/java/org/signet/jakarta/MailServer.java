package org.signet.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.mail.Session;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.server.SMTPServer;

/// An SMTP server on loopback that keeps what it was sent.
final class MailServer implements AutoCloseable {
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  private final SMTPServer server =
      SMTPServer.port(0)
          .bindAddress(InetAddress.getLoopbackAddress())
          .insertReceivedHeaders(false)
          .messageHandler(
              (_, from, to, octets) ->
                  deliveries.add(new Delivery(from, to, new String(octets, ISO_8859_1))))
          .build();

  /// A message, one char per octet, for several recipients, of which the last is kept.
  record Delivery(String from, String to, String message) {
    String header() {
      return message.substring(0, message.indexOf("\r\n\r\n") + 2);
    }
  }

  MailServer() {
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  /// What a program sends by this server with; further settings in pairs.
  Session session(String... settings) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", InetAddress.getLoopbackAddress().getHostAddress());
    properties.setProperty("mail.smtp.port", Integer.toString(port()));
    properties.setProperty("mail.smtp.localhost", "app.boats.example");
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty(settings[i], settings[i + 1]);
    }
    return Session.getInstance(properties);
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  @Override
  public void close() {
    server.stop();
  }
}
