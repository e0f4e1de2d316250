package org.signet.guard.hosting;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.signet.foundation.text.Domain;
import org.signet.https.DnsIds;

/// Shows each client the certificate for the host that it names (SNI, RFC 6066 §3), or the first
/// one. A file that changed is read at the next handshake; where the new one cannot be used, the
/// old one stays.
final class ServerKeys extends X509ExtendedKeyManager {
  private record Loaded(
      Hosting.CertificateFiles files, FileTime changed, PemIdentity identity, String alias) {}

  private volatile List<Loaded> loaded;

  private ServerKeys(List<Loaded> loaded) {
    this.loaded = loaded;
  }

  /// @throws IOException where a file cannot be read or used
  static ServerKeys of(List<Hosting.CertificateFiles> files) throws IOException {
    var all = new ArrayList<Loaded>();
    for (var one : files) {
      all.add(load(one));
    }
    return new ServerKeys(List.copyOf(all));
  }

  private static Loaded load(Hosting.CertificateFiles files) throws IOException {
    var changed = changed(files);
    var identity = PemIdentity.read(files);
    var alias = identity.certificate().getSerialNumber() + " " + changed;
    return new Loaded(files, changed, identity, alias);
  }

  private static FileTime changed(Hosting.CertificateFiles files) throws IOException {
    var chain = Files.getLastModifiedTime(files.chain());
    var key = Files.getLastModifiedTime(files.key());
    return chain.compareTo(key) < 0 ? key : chain;
  }

  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is in the files now, as far as it can be used.
  private List<Loaded> current() {
    var now = loaded.stream().map(ServerKeys::refreshed).toList();
    loaded = now;
    return now;
  }

  private static Loaded refreshed(Loaded before) {
    try {
      return changed(before.files).equals(before.changed) ? before : load(before.files);
    } catch (IOException _) {
      return before; // chain and key are written one after the other
    }
  }

  private @Nullable String choose(String keyType, Optional<Domain> name) {
    var fitting =
        current().stream()
            .filter(one -> one.identity.certificate().getPublicKey().getAlgorithm().equals(keyType))
            .toList();
    return fitting.stream()
        .filter(one -> name.isPresent() && DnsIds.name(one.identity.certificate(), name.get()))
        .findFirst()
        .or(() -> fitting.stream().findFirst())
        .map(Loaded::alias)
        .orElse(null);
  }

  private static Optional<Domain> asked(@Nullable Object session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    return extended.getRequestedServerNames().stream()
        .filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName())
        .flatMap(name -> Domain.parse(name).optional().stream())
        .findFirst();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(
        keyType,
        socket instanceof SSLSocket tls ? asked(tls.getHandshakeSession()) : Optional.empty());
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType, engine == null ? Optional.empty() : asked(engine.getHandshakeSession()));
  }

  private Optional<PemIdentity> identity(String alias) {
    return loaded.stream().filter(one -> one.alias.equals(alias)).map(Loaded::identity).findFirst();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identity(alias).map(one -> one.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identity(alias).map(PemIdentity::key).orElse(null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
