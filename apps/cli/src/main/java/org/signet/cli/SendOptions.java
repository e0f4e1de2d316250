package org.signet.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.guard.Configuration;
import org.signet.message.ReversePath;
import org.signet.setup.doctor.Finding;
import org.signet.setup.doctor.SendCheck;
import org.signet.verifier.World;
import picocli.CommandLine.Option;

/// The message that `signet doctor` sends.
final class SendOptions {
  private static final int PORT = 25;
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--send-to",
      paramLabel = "ADDRESS",
      description =
          "Send a message to this address through the mail server, and say what comes of it.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--mailbox",
      paramLabel = "PLACE",
      description =
          "Where that arrives on this host, an mbox file or a Maildir: the signature is verified"
              + " there.")
  private Optional<Path> mailbox = Optional.empty();

  @Option(
      names = "--submit-to",
      paramLabel = "PORT",
      description = "The port of this host where the mail server takes it: 25 by default.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long that may take: 30 by default.")
  private Optional<String> seconds = Optional.empty();

  List<Finding> findings(Configuration configuration, World world) throws CommandFailure {
    if (address.isEmpty()) {
      return List.of();
    }
    if (!(ReversePath.parse(address.get()) instanceof ReversePath.Mailbox(var to))
        || to.domain().isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE, Shown.name(address.get()) + " is no address such as bob@example.org");
    }
    var submission =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), number(port, PORT, MOST_PORT, "port"));
    var patience = Duration.ofSeconds(number(seconds, 30, 3_600, "number of seconds"));
    return new SendCheck(configuration, submission, mailbox, patience, world, new SecureRandom())
        .to(to);
  }

  private static int number(Optional<String> text, int usual, int most, String what)
      throws CommandFailure {
    if (text.isEmpty()) {
      return usual;
    }
    long number = Ascii.parseNumber(text.get(), most);
    if (number < 1) {
      throw new CommandFailure(Exit.USAGE, Shown.name(text.get()) + " is no " + what);
    }
    return (int) number;
  }
}
