package org.signet.jakarta;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import org.signet.dkim.Practice;

/// Signs and writes a message with a file, for a virtual machine of its own; answers how many
/// octets were written.
final class LargeLetter {
  private LargeLetter() {}

  private static final class Counting extends OutputStream {
    private long written;

    @Override
    public void write(int octet) {
      written++;
    }

    @Override
    public void write(byte[] octets, int from, int count) {
      written += count;
    }
  }

  public static void main(String[] arguments) throws IOException, MessagingException {
    var session = Session.getInstance(new Properties());
    var message = Letters.PLAIN.into(new SignedMessage(session, Harbour.signer(Practice.USUAL)));
    message.setDataHandler(new DataHandler(new FileDataSource(arguments[0])));
    var out = new Counting();
    message.writeTo(out);
    System.out.println(out.written);
  }
}
