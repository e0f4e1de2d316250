package org.signet.https;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.https.Fetched.Cause;

/// The web by sockets of our own: the JDK's client looks names up by itself, so that the address
/// that is asked need not be the one that was checked. Each question has a connection of its own;
/// there are no cookies, no proxies, no redirects, no content codings.
final class SocketHttps implements Https {
  /// Questions at a time; others wait for their turn within their patience.
  static final int MOST_AT_ONCE = 256;

  /// Addresses of one host that are tried.
  static final int MOST_ADDRESSES = 4;

  /// A connection that takes longer gives way to the next address.
  private static final int CONNECT_MILLIS = 10_000;

  private static final int DETAIL_CHARS = 200;

  private final Resolver dns;
  private final Reach reach;
  private Optional<X509ExtendedTrustManager> trust = Optional.empty();
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  SocketHttps(Resolver dns, Reach reach) {
    this.dns = dns;
    this.reach = reach;
  }

  @Override
  public Fetched get(URI uri) {
    var target = Target.of(uri, reach);
    if (target.isEmpty()) {
      return new Fetched.Failed(
          Cause.FORBIDDEN_URI, "only https with the name of a host, at its usual port, is asked");
    }
    try {
      return inTurn(target.get(), Deadline.in(reach.patience()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Fetched.Failed(Cause.TIMEOUT, "interrupted");
    } catch (IOException e) {
      return failed(e);
    }
  }

  private Fetched inTurn(Target target, Deadline deadline)
      throws InterruptedException, IOException {
    if (!turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      return new Fetched.Failed(Cause.TIMEOUT, "too many questions at a time");
    }
    try {
      return ask(target, deadline);
    } finally {
      turns.release();
    }
  }

  /// Looks the name up once, and asks at the very addresses that were checked.
  private Fetched ask(Target target, Deadline deadline) throws IOException {
    var resolver = dns.within(deadline.left());
    var v6 = resolver.lookup(target.host(), Type.AAAA);
    var v4 = resolver.lookup(target.host(), Type.A);
    var addresses =
        Stream.of(v6, v4).flatMap(found -> found.records().stream().limit(MOST_ADDRESSES)).toList();
    if (addresses.isEmpty()) {
      return new Fetched.Failed(Cause.DNS, unresolved(v4, v6));
    }
    var permitted = addresses.stream().map(Rdata.Address::address).filter(reach::holds).toList();
    if (permitted.isEmpty()) {
      return new Fetched.Failed(
          Cause.FORBIDDEN_ADDRESS, addresses.getFirst().address() + " is no public address");
    }
    return askOneOf(permitted, target, deadline);
  }

  /// Of two reasons the one that leaves it open.
  private static String unresolved(Answer<?> v4, Answer<?> v6) {
    return Stream.of(v4, v6)
        .filter(Answer.Failed.class::isInstance)
        .map(failed -> ((Answer.Failed<?>) failed).cause().words())
        .findFirst()
        .orElse("the name has no address");
  }

  /// Asks at the first address that takes a connection.
  private Fetched askOneOf(List<IpAddress> addresses, Target target, Deadline deadline)
      throws IOException {
    var failures = new ArrayList<IOException>();
    for (var address : addresses) {
      try (var socket = new BoundedSocket(deadline)) {
        if (connects(socket, address, target, deadline, failures)) {
          return exchange(socket, target);
        }
      }
    }
    throw failures.getLast();
  }

  private static boolean connects(
      BoundedSocket socket,
      IpAddress address,
      Target target,
      Deadline deadline,
      List<IOException> failures)
      throws IOException {
    int patience = Math.min(CONNECT_MILLIS, deadline.leftMillis());
    try {
      socket.connect(new InetSocketAddress(address.toInetAddress(), target.port()), patience);
      return true;
    } catch (IOException e) {
      failures.add(e);
      return false;
    }
  }

  private Fetched exchange(BoundedSocket socket, Target target) throws IOException {
    var tls = secured(socket, target);
    var out = tls.getOutputStream();
    out.write(request(target).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    // Where the peer ended TLS, its last words were read, and not the end of the connection.
    return new HttpReader(new BufferedInputStream(tls.getInputStream()), socket::hasEnded).read();
  }

  private SSLSocket secured(BoundedSocket socket, Target target) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      var managers = new TrustManager[] {HostTrust.by(trust(), target.host())};
      context.init(new KeyManager[0], managers, new SecureRandom());
      var tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(socket, target.host().text(), target.port(), false);
      var parameters = tls.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setServerNames(List.of(new SNIHostName(target.host().text())));
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Made at the first question: to read the JDK's authorities takes longer than a command may that
  /// asks none.
  private synchronized X509ExtendedTrustManager trust() {
    var known = trust.orElseGet(reach::trust);
    trust = Optional.of(known);
    return known;
  }

  private static String request(Target target) {
    return String.join(
        "\r\n",
        "GET " + target.path() + " HTTP/1.1",
        "Host: " + target.authority(),
        "User-Agent: Signet",
        "Accept-Encoding: identity",
        "Connection: close",
        "",
        "");
  }

  private static Fetched.Failed failed(IOException e) {
    var causes = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause).toList();
    var cause = Cause.CONNECTION;
    if (causes.stream().anyMatch(SocketTimeoutException.class::isInstance)) {
      cause = Cause.TIMEOUT;
    } else if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
      cause = Cause.CERTIFICATE;
    } else if (e instanceof SSLException) {
      cause = Cause.TLS;
    }
    var words = Objects.requireNonNullElse(causes.getLast().getMessage(), "the connection failed");
    return new Fetched.Failed(cause, Ascii.printable(words, DETAIL_CHARS));
  }
}
