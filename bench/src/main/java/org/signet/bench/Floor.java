package org.signet.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What nobody goes below: one SHA-256 over the body and one RSA-2048 verification, both by the
/// JDK. A DKIM verification is measured against their sum.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Floor {
  private static final Random CHANCE = new Random(6376);

  @State(Scope.Thread)
  public static class Body {
    /// A short letter, one with a picture, one with a document.
    @Param({"4096", "102400", "1048576"})
    int octets;

    private byte[] content;

    @Setup
    public void fill() {
      content = new byte[octets];
      CHANCE.nextBytes(content);
    }
  }

  @State(Scope.Thread)
  public static class Signed {
    /// As long as a header when it is hashed: some fields, and the signature's own.
    private final byte[] header = new byte[600];

    private KeyPair keys;
    private byte[] signature;

    @Setup
    public void sign() throws GeneralSecurityException {
      CHANCE.nextBytes(header);
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(keys.getPrivate());
      signer.update(header);
      signature = signer.sign();
    }
  }

  @Benchmark
  public byte[] hash(Body body) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(body.content);
  }

  @Benchmark
  public boolean verify(Signed signed) throws GeneralSecurityException {
    var verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(signed.keys.getPublic());
    verifier.update(signed.header);
    return verifier.verify(signed.signature);
  }
}
