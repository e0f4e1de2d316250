package org.signet.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certification authority for tests, and servers' certificates from it. Made by `keytool` of the
/// JDK, half a second each: one for a class of tests, not for each test.
public final class TestCa implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private static final String ROOT = "root";

  /// A key and its certificate, with those above it.
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    /// The certificate itself.
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /// For a server that shows this certificate.
    public SSLContext serverContext() {
      try {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
            "server", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Path folder;
  private int issued;

  private TestCa(Path folder) {
    this.folder = folder;
  }

  /// Makes a root of its own.
  public static TestCa create() {
    try {
      var ca = new TestCa(Files.createTempDirectory("signet-ca"));
      ca.keytool(ROOT, "CN=Test Root", "-3650d", "7300", "-ext", "bc:c=ca:true");
      return ca;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The root's own certificate.
  public X509Certificate root() {
    return identity(ROOT).certificate();
  }

  /// A server's certificate that holds from yesterday, for a month.
  ///
  /// @param names its DNS-IDs, the first also the CN; none for a certificate with `CN=nobody` only
  public Identity issue(String... names) {
    return issue("-1d", 30, names);
  }

  /// A server's certificate that ended yesterday.
  public Identity issueExpired(String... names) {
    return issue("-30d", 29, names);
  }

  private Identity issue(String start, int days, String... names) {
    var alias = "server" + ++issued;
    var more = new ArrayList<>(List.of("-signer", ROOT, "-signerkeypass", PASSWORD));
    if (names.length > 0) {
      more.add("-ext");
      more.add("san=" + Arrays.stream(names).map("dns:"::concat).collect(Collectors.joining(",")));
    }
    var subject = "CN=" + (names.length > 0 ? names[0] : "nobody");
    keytool(alias, subject, start, String.valueOf(days), more.toArray(String[]::new));
    return identity(alias);
  }

  private void keytool(String alias, String subject, String start, String days, String... more) {
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        new ArrayList<>(
            List.of(
                tool, "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-dname", subject, "-startdate", start, "-validity", days));
    command.addAll(List.of(more));
    try {
      var run = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(run.getInputStream().readAllBytes(), UTF_8);
      if (run.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path store() {
    return folder.resolve("ca.p12");
  }

  private Identity identity(String alias) {
    try (var in = Files.newInputStream(store())) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var chain =
          Arrays.stream(keys.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
      return new Identity((PrivateKey) keys.getKey(alias, PASSWORD.toCharArray()), chain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(store());
    Files.deleteIfExists(folder);
  }
}
