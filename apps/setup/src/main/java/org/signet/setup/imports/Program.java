package org.signet.setup.imports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.foundation.text.Domain;

/// A program whose place the guard takes.
public enum Program {
  OPENDKIM("OpenDKIM"),
  OPENDMARC("OpenDMARC"),
  RSPAMD("rspamd");

  private final String title;

  Program(String title) {
    this.title = title;
  }

  /// As its makers write it.
  public String title() {
    return title;
  }

  /// The word for it on a command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Program> named(String word) {
    for (var program : values()) {
      if (program.word().equals(word)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /// A file of its configuration.
  public record Source(Program program, String file) {}

  /// Reads what several programs were configured to do, into one configuration.
  ///
  /// @param domains ours, beside those that are found
  public static Imported read(List<Source> sources, Texts texts, List<Domain> domains) {
    var draft = new Draft(texts, sources.stream().map(Source::file).collect(Collectors.toSet()));
    domains.forEach(draft::domain);
    for (var source : sources) {
      switch (source.program()) {
        case OPENDKIM -> new OpenDkim(draft).read(source.file());
        case OPENDMARC -> new OpenDmarc(draft).read(source.file());
        case RSPAMD -> new Rspamd(draft).read(source.file());
      }
    }
    return draft.finished(sources);
  }
}
