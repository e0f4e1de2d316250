package org.signet.dns.zone;

import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Question;
import org.signet.dns.Rdata;
import org.signet.dns.Transport;
import org.signet.foundation.text.Domain;

/// Writes one answer as zone text that stands for itself: a `$QUESTION`, and behind it the records
/// from which [View] comes to the same answer.
final class ZoneWriter {
  private final StringBuilder out = new StringBuilder();

  private ZoneWriter() {}

  /// @param server the server that said it; empty where a resolver did
  static <R extends Rdata> String answer(
      Optional<Server> server, Question<R> question, Answer<R> answer) {
    var writer = new ZoneWriter();
    var type = question.type();
    server.ifPresent(one -> writer.line(server(one)));
    writer.line("$QUESTION " + RdataWriter.name(question.name()) + " " + type);
    switch (answer) {
      case Answer.Found<R>(var owner, var records, var source) -> {
        writer.source(owner, source);
        writer.records(owner, source, type.toString(), records);
      }
      case Answer.NoData<R>(var owner, var source) -> {
        writer.source(owner, source);
        writer.record(owner, source, type.toString(), "-");
      }
      case Answer.NoSuchName<R>(var owner, var source) -> {
        if (!source.aliases().isEmpty() || !source.signatures().isEmpty()) {
          writer.source(owner, source);
        }
        writer.status(new Status.Answers(source.security(), false));
        writer.record(owner, source, type.toString(), "-");
      }
      case Answer.Failed<R>(var cause, var detail) -> {
        writer.status(new Status.Fails(cause, detail));
        writer.line(RdataWriter.name(question.name()) + " " + type + " -");
      }
    }
    return writer.out.toString();
  }

  /// The `$SERVER` line.
  static String server(Server server) {
    return "$SERVER "
        + RdataWriter.name(server.name())
        + server.address().map(address -> " " + address).orElse("")
        + server.transport().map(ZoneWriter::transport).orElse("");
  }

  private static String transport(Transport transport) {
    return switch (transport) {
      case UDP -> " udp";
      case TCP -> " tcp";
    };
  }

  private void source(Domain owner, Answer.Source source) {
    status(new Status.Answers(source.security(), true));
    for (var alias : source.aliases()) {
      record(alias.name(), source, "CNAME", RdataWriter.name(alias.target()));
    }
    records(owner, source, "RRSIG", source.signatures());
  }

  private void status(Status status) {
    line("$STATUS " + status.text());
  }

  private void records(
      Domain owner, Answer.Source source, String type, List<? extends Rdata> records) {
    records.forEach(data -> record(owner, source, type, RdataWriter.text(data)));
  }

  private void record(Domain owner, Answer.Source source, String type, String data) {
    line(RdataWriter.name(owner) + " " + source.ttl().toSeconds() + " " + type + " " + data);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
