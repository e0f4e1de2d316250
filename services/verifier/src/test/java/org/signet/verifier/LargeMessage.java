package org.signet.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import org.signet.dkim.Canonicalization;
import org.signet.message.Message;

/// Judges a message of any size that is made while it is read, for a virtual machine of its own.
final class LargeMessage {
  private static final byte[] LINE =
      "Another line of a very long message, of eighty octets with the end of its line.\r\n"
          .getBytes(ISO_8859_1);

  private LargeMessage() {}

  /// Lines and lines behind a header.
  private static final class Endless extends InputStream {
    private final byte[] head;
    private final long octets;
    private long at;

    Endless(String head, long octets) {
      this.head = head.getBytes(ISO_8859_1);
      this.octets = octets;
    }

    @Override
    public int read() {
      if (at >= octets) {
        return -1;
      }
      int octet =
          at < head.length ? head[(int) at] : LINE[(int) ((at - head.length) % LINE.length)];
      at++;
      return octet & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int count = 0;
      for (int octet = 0; count < length && octet >= 0; count++) {
        octet = read();
        if (octet < 0) {
          break;
        }
        into[from + count] = (byte) octet;
      }
      return count == 0 ? -1 : count;
    }
  }

  /// The signature is the author's and of another body: so what broke it is looked for too.
  public static void main(String[] arguments) throws IOException {
    var header =
        Signer.sign(
            "From: a@" + HostileMessage.AUTHOR + "\r\n\r\nshort\r\n",
            HostileMessage.AUTHOR,
            "s1",
            Canonicalization.RELAXED);
    var head = header.substring(0, header.indexOf("short"));
    Message message = () -> new Endless(head, Long.parseLong(arguments[0]));
    var proof = new Verifier(HostileMessage.world()).verify(message, HostileMessage.envelope());
    System.out.println(proof.spent().bodyOctets() + head.length());
    System.out.println(proof.dkim().getFirst().outcome().word());
  }
}
