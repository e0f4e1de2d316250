package org.signet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;
import org.signet.foundation.text.Parsed;
import org.signet.message.Envelope;
import org.signet.message.ReversePath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What is known of how a message came, beside the message.
final class EnvelopeOptions {
  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      converter = ClientAddress.class,
      description = "The host that sent the message; without it, a Received field tells.")
  private Optional<IpAddress> ip = Optional.empty();

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      description = "The name by which that host greeted (HELO, EHLO).")
  private Optional<String> helo = Optional.empty();

  @Option(
      names = "--mail-from",
      paramLabel = "SENDER",
      description = "The envelope sender (MAIL FROM), such as alice@example.org, or <>.")
  private Optional<String> mailFrom = Optional.empty();

  @Option(names = "--rcpt", paramLabel = "RECIPIENT", description = "Whom it is for; repeatable.")
  private List<String> recipients = new ArrayList<>();

  @Option(
      names = "--trust-received",
      paramLabel = "HOPS",
      converter = Hops.class,
      description =
          "The Received fields that your own servers wrote: how many, counted from the top, of"
              + " which the last names the host that sent the message; or your networks, such as"
              + " 192.0.2.0/24,2001:db8::/32: fields that name hosts in them, or in private"
              + " networks, are passed over.")
  private Optional<TrustedHops> hops = Optional.empty();

  /// What the options say, or else what the recording says that is replayed.
  StatedEnvelope stated(Optional<RecordedRun> replayed) {
    var before = replayed.map(RecordedRun::stated).orElse(StatedEnvelope.NOTHING);
    var recorded = before.envelope();
    var path = mailFrom.map(text -> ReversePath.parse(octets(text))).orElse(recorded.mailFrom());
    var envelope =
        new Envelope(
            ip.or(recorded::client),
            helo.map(EnvelopeOptions::octets).orElse(recorded.helo()),
            path,
            recipients.isEmpty()
                ? recorded.recipients()
                : recipients.stream().map(EnvelopeOptions::octets).toList());
    return new StatedEnvelope(envelope, hops.orElse(before.trusted()));
  }

  /// The text in UTF-8, one char per octet, as it would come over the wire.
  private static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /// Reads an address.
  static final class ClientAddress implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
      return switch (IpAddress.parse(text)) {
        case Parsed.Ok<IpAddress>(var address) -> address;
        case Parsed.Malformed<IpAddress> _ ->
            throw new TypeConversionException("'" + text + "' is no IP address");
      };
    }
  }

  /// Reads which Received fields are one's own.
  static final class Hops implements ITypeConverter<TrustedHops> {
    @Override
    public TrustedHops convert(String text) {
      try {
        return TrustedHops.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
