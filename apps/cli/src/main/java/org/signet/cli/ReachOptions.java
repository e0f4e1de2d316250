package org.signet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.Network;
import org.signet.foundation.text.Parsed;
import org.signet.https.Reach;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which hosts are asked over the network, and whose certificates are believed.
final class ReachOptions {
  @Option(
      names = "--reach",
      paramLabel = "NETWORK",
      converter = Reached.class,
      description =
          "Also connect to these addresses, although they are none of the public Internet:"
              + " 10.0.0.0/8; repeatable.")
  private List<Network> networks = new ArrayList<>();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "Take the authorities in this file of PEM certificates for publicly trusted, and no"
              + " others.")
  private Optional<Path> authorities = Optional.empty();

  Reach reach() throws CommandFailure {
    var reach = Reach.PUBLIC.alsoTo(networks);
    return authorities.isPresent() ? reach.believing(Webs.certificates(authorities.get())) : reach;
  }

  /// Reads a network.
  static final class Reached implements ITypeConverter<Network> {
    @Override
    public Network convert(String text) {
      return switch (Network.parse(text)) {
        case Parsed.Ok<Network>(var network) -> network;
        case Parsed.Malformed<Network> _ ->
            throw new TypeConversionException(
                "'" + text + "' is no network such as 10.0.0.0/8 or 192.0.2.1");
      };
    }
  }
}
