package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The MTA's side of the milter protocol, which does what a test says and no more: right or wrong.
/// Strings hold one char per octet.
public final class ScriptedMta implements AutoCloseable {
  /// Every action and every protocol bit that Postfix offers.
  public static final int ACTIONS = 0x1ff;

  public static final int PROTOCOL = 0x1f_ffff;

  /// A reply of the filter.
  public record Reply(char code, String data) {
    /// The number in front of the data.
    public int number() {
      return number(data, 0);
    }

    private static int number(String data, int at) {
      return data.charAt(at) << 24
          | data.charAt(at + 1) << 16
          | data.charAt(at + 2) << 8
          | data.charAt(at + 3);
    }

    @Override
    public String toString() {
      return code + " " + data.replace('\0', '|');
    }
  }

  /// What the filter answered to the negotiation.
  ///
  /// @param macros each list as `STAGE: NAMES`
  public record Agreed(int version, int actions, int protocol, List<String> macros) {
    private static Agreed of(String data) {
      var macros = new ArrayList<String>();
      for (int at = 12; at < data.length(); ) {
        int nul = data.indexOf('\0', at + 4);
        macros.add(Reply.number(data, at) + ": " + data.substring(at + 4, nul));
        at = nul + 1;
      }
      return new Agreed(
          Reply.number(data, 0), Reply.number(data, 4), Reply.number(data, 8), macros);
    }
  }

  private final SocketChannel channel;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ScriptedMta(SocketChannel channel) {
    this.channel = channel;
  }

  public static ScriptedMta connect(SocketAddress address) throws IOException {
    return new ScriptedMta(SocketChannel.open(address));
  }

  /// Negotiates as an MTA that offers all.
  public Agreed negotiate() throws IOException {
    return negotiate(6, ACTIONS, PROTOCOL);
  }

  public Agreed negotiate(int version, int actions, int protocol) throws IOException {
    packet('O', number(version) + number(actions) + number(protocol));
    var reply = reply();
    if (reply.code() != 'O') {
      throw new IOException("no negotiation: " + reply);
    }
    return Agreed.of(reply.data());
  }

  /// Adds a command whose data are strings, each with a NUL behind it, to what will be sent.
  public ScriptedMta command(char command, String... strings) {
    return packet(command, strings(strings));
  }

  /// Adds a command to what will be sent.
  public ScriptedMta packet(char command, String data) {
    return octets(number(data.length() + 1) + command + data);
  }

  /// Macros for a command, as names and values in turn.
  public ScriptedMta macros(char command, String... namesAndValues) {
    return packet('D', command + strings(namesAndValues));
  }

  /// A client of IPv4 connects.
  public ScriptedMta client(String name, String address) {
    return client(name, '4', address);
  }

  /// A client of some family connects, from port 40000.
  public ScriptedMta client(String name, char family, String address) {
    return packet('C', name + '\0' + family + (char) 0x9c + '@' + address + '\0');
  }

  /// The envelope and the message, with no macros. Fields are `NAME:VALUE`.
  public ScriptedMta message(String from, String to, List<String> fields, String body) {
    command('M', from).command('R', to).command('T');
    for (var field : fields) {
      int colon = field.indexOf(':');
      command('L', field.substring(0, colon), field.substring(colon + 1));
    }
    return command('N').packet('B', body).command('E');
  }

  /// Adds octets that need not be a packet.
  public ScriptedMta octets(String octets) {
    out.writeBytes(octets.getBytes(ISO_8859_1));
    return this;
  }

  private static String strings(String... strings) {
    return strings.length == 0 ? "" : String.join("\0", strings) + '\0';
  }

  /// Four octets.
  public static String number(int value) {
    return ""
        + (char) (value >>> 24)
        + (char) (value >>> 16 & 0xff)
        + (char) (value >>> 8 & 0xff)
        + (char) (value & 0xff);
  }

  /// Sends what was added, in one write where the system takes it.
  public ScriptedMta send() throws IOException {
    var octets = ByteBuffer.wrap(out.toByteArray());
    out.reset();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
    return this;
  }

  /// Sends what was added, and reads a reply.
  ///
  /// @throws EOFException where the filter closed the connection
  public Reply reply() throws IOException {
    send();
    int length = Reply.number(read(4), 0);
    var packet = read(length);
    return new Reply(packet.charAt(0), packet.substring(1));
  }

  /// Sends what was added, and reads replies up to one that ends a step.
  public List<Reply> replies() throws IOException {
    var all = new ArrayList<Reply>();
    do {
      all.add(reply());
    } while ("acdrtys4f".indexOf(all.getLast().code()) < 0);
    return all;
  }

  private String read(int count) throws IOException {
    var octets = ByteBuffer.allocate(count);
    while (octets.hasRemaining()) {
      if (channel.read(octets) < 0) {
        throw new EOFException("the filter closed the connection");
      }
    }
    return new String(octets.array(), ISO_8859_1);
  }

  /// Says that no more will be sent.
  public ScriptedMta endOutput() throws IOException {
    send();
    channel.shutdownOutput();
    return this;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
