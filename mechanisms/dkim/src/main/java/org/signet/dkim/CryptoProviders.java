package org.signet.dkim;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/// Who does the arithmetic. Hashes: the JDK, the fastest of all. RSA: the JDK; Ed25519: Bouncy
/// Castle; both: Amazon's Corretto provider, where the program comes with it and its native part
/// loads.
///
/// Corretto checks twice as fast, and takes most of a second to load, longer than a command that
/// looks at one message may run. So it is loaded beside the work, once [#PATIENCE] signatures were
/// checked; never where the system property `signet.corretto` is `off`. The JDK's own list of
/// providers is not changed.
final class CryptoProviders {
  /// Checks after which the faster provider is loaded.
  static final int PATIENCE = 500;

  private static final String CORRETTO = "com.amazon.corretto.crypto.provider.";
  private static final boolean WITHOUT_CORRETTO =
      System.getProperty("signet.corretto", "").equals("off");

  private static final int MOST_KEYS = 500;

  private static final Provider HASHES = Objects.requireNonNull(Security.getProvider("SUN"));
  private static final AtomicInteger CHECKS = new AtomicInteger();

  private static volatile Memo<DkimPublicKey, PreparedKey> keys = withoutCorretto();

  private CryptoProviders() {}

  static MessageDigest digest(HashAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.javaName(), HASHES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm.javaName(), e);
    }
  }

  /// The key made ready; the latest keys are kept so.
  static PreparedKey prepared(DkimPublicKey key) {
    if (CHECKS.incrementAndGet() == PATIENCE && !WITHOUT_CORRETTO) {
      Thread.ofPlatform().daemon().name("corretto").start(CryptoProviders::loadCorretto);
    }
    return keys.of(key);
  }

  private static Memo<DkimPublicKey, PreparedKey> withoutCorretto() {
    return new Memo<>(
        MOST_KEYS,
        key ->
            switch (key) {
              case DkimPublicKey.Rsa rsa -> RsaKey.of(rsa);
              case DkimPublicKey.Ed25519 ed25519 -> Ed25519Key.of(ed25519);
            });
  }

  private static Memo<DkimPublicKey, PreparedKey> with(Provider corretto) {
    return new Memo<>(
        MOST_KEYS,
        key ->
            switch (key) {
              case DkimPublicKey.Rsa rsa -> RsaKey.of(rsa, corretto);
              case DkimPublicKey.Ed25519 ed25519 -> CorrettoEd25519Key.of(ed25519, corretto);
            });
  }

  /// Takes the faster provider from now on, if it is there; answers whether it is.
  static boolean loadCorretto() {
    var corretto = findCorretto();
    corretto.ifPresent(provider -> keys = with(provider));
    return corretto.isPresent();
  }

  static Optional<Provider> findCorretto() {
    try {
      return ServiceLoader.load(Provider.class, CryptoProviders.class.getClassLoader()).stream()
          .filter(found -> found.type().getName().startsWith(CORRETTO))
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.getService("Cipher", RsaKey.CIPHER) != null)
          .findFirst();
    } catch (ServiceConfigurationError | LinkageError _) {
      return Optional.empty();
    }
  }
}
