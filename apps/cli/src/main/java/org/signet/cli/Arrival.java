package org.signet.cli;

import java.util.Optional;
import org.signet.foundation.text.Ascii;
import org.signet.message.Envelope;
import org.signet.message.Header;
import org.signet.message.Received;
import org.signet.message.ReceivedChain;
import org.signet.message.ReversePath;

/// How a message came: the envelope that it is judged by, and from where each part is known.
///
/// @param hop the Received field that is believed, where one is
/// @param place its number, counted from the top
record Arrival(
    Envelope envelope, Origin client, Origin mailFrom, Optional<Received> hop, int place) {
  /// From where something is known.
  enum Origin {
    OPTION,
    RECEIVED,
    RETURN_PATH,
    UNKNOWN;

    /// As JSON says it: `option`, `received`, `return-path` or `unknown`.
    String word() {
      return Ascii.toLower(name()).replace('_', '-');
    }
  }

  /// What the command line does not say is looked for in the message. The host and its greeting
  /// come from one place, because together they are one fact. A Return-Path field counts only where
  /// it stands above every Received field: there the last server put it (RFC 5321 §4.4); one below
  /// came with the message.
  static Arrival of(StatedEnvelope stated, Header header) {
    var said = stated.envelope();
    var chain = ReceivedChain.of(header);
    var hop = said.client().isPresent() ? Optional.<Received>empty() : stated.trusted().in(chain);
    var client = said.client().or(() -> hop.flatMap(Received::client));
    var helo = said.helo().isEmpty() ? hop.map(Received::helo).orElse("") : said.helo();
    var returnPath = returnPath(header);
    var envelopeFrom = hop.flatMap(Received::envelopeFrom);
    var mailFrom =
        said.mailFrom() instanceof ReversePath.Unknown
            ? returnPath.or(() -> envelopeFrom).orElse(said.mailFrom())
            : said.mailFrom();
    return new Arrival(
        new Envelope(client, helo, mailFrom, said.recipients()),
        said.client().isPresent()
            ? Origin.OPTION
            : client.isPresent() ? Origin.RECEIVED : Origin.UNKNOWN,
        origin(said.mailFrom(), returnPath, envelopeFrom),
        hop,
        hop.map(chain.hops()::indexOf).orElse(0) + 1);
  }

  private static Origin origin(
      ReversePath said, Optional<ReversePath> returnPath, Optional<ReversePath> envelopeFrom) {
    if (!(said instanceof ReversePath.Unknown)) {
      return Origin.OPTION;
    }
    if (returnPath.isPresent()) {
      return Origin.RETURN_PATH;
    }
    return envelopeFrom.isPresent() ? Origin.RECEIVED : Origin.UNKNOWN;
  }

  /// Where there is no Received field, no server vouches for the one that stands there.
  private static Optional<ReversePath> returnPath(Header header) {
    var topmost = Optional.<ReversePath>empty();
    for (var field : header.fields()) {
      if (field.is("Received")) {
        return topmost;
      }
      if (field.is("Return-Path") && topmost.isEmpty()) {
        topmost = Optional.of(ReversePath.parse(field.value()));
      }
    }
    return Optional.empty();
  }
}
