package org.signet.guard.hosting;

import java.util.Arrays;
import java.util.HexFormat;

/// Private keys in the older forms of their algorithms, which acme.sh and lego write, wrapped into
/// PKCS #8 (RFC 5958 §2), the one that the JDK reads.
final class KeyWrapping {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int PARAMETERS = 0xa0;

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_ALGORITHM = HexFormat.of().parseHex("06072a8648ce3d0201");

  private KeyWrapping() {}

  /// An `RSAPrivateKey` of RFC 8017 §A.1.2.
  static byte[] ofRsa(byte[] key) {
    return sequence(VERSION_0, RSA, value(OCTET_STRING, key));
  }

  /// An `ECPrivateKey` of RFC 5915 §3, with the name of its curve.
  ///
  /// @throws IllegalArgumentException where it is none, or does not name its curve
  static byte[] ofEc(byte[] key) {
    var algorithm = sequence(EC_ALGORITHM, curve(key));
    return sequence(VERSION_0, algorithm, value(OCTET_STRING, key));
  }

  /// `[0]`, behind the version and the key itself.
  private static byte[] curve(byte[] key) {
    int at = content(key, 0);
    at = end(key, at);
    at = end(key, at);
    if (at >= key.length || (key[at] & 0xff) != PARAMETERS) {
      throw new IllegalArgumentException("the key does not name its curve");
    }
    return Arrays.copyOfRange(key, content(key, at), end(key, at));
  }

  /// Where the content of the value at this place begins. Lengths of such keys take two octets at
  /// most.
  private static int content(byte[] der, int at) {
    if (at + 1 >= der.length) {
      throw new IllegalArgumentException("the key is cut off");
    }
    return at + 2 + ((der[at + 1] & 0x80) == 0 ? 0 : der[at + 1] & 0x7f);
  }

  private static int end(byte[] der, int at) {
    int content = content(der, at);
    int length = der[at + 1] & 0xff;
    if ((length & 0x80) != 0) {
      length = 0;
      for (int i = at + 2; i < Math.min(content, der.length); i++) {
        length = (length << 8) | (der[i] & 0xff);
      }
    }
    if (length < 0 || length > der.length - content) {
      throw new IllegalArgumentException("the key is cut off");
    }
    return content + length;
  }

  private static byte[] sequence(byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var all = new byte[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return value(SEQUENCE, all);
  }

  private static byte[] value(int tag, byte[] content) {
    int length = content.length;
    var head =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    var all = Arrays.copyOf(head, head.length + length);
    System.arraycopy(content, 0, all, head.length, length);
    return all;
  }
}
