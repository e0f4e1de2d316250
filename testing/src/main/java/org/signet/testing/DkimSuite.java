package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Reads a suite of signed messages: `cases.json` with keys and cases, and the messages beside it.
///
/// @param whole all that the file says, for what only this suite has
public record DkimSuite(Path folder, SuiteJson whole, List<Case> cases) {
  private static final Answer.Source DIRECT =
      Answer.Source.direct(Security.UNCHECKED, Duration.ofHours(1));

  /// One message and what it should come to.
  ///
  /// @param file the message; a few cases for signers have none
  /// @param hasLf whether the file has to be brought to CRLF
  /// @param dns the keys of the suite and those of this case, which come first
  /// @param expected as the suite says it
  /// @param whole all that the suite says about the case
  public record Case(
      String id,
      Optional<Path> file,
      boolean hasLf,
      Map<String, SuiteJson> dns,
      SuiteJson expected,
      SuiteJson whole) {
    /// The message, its lines ended by CRLF.
    public byte[] message() {
      try {
        var octets = Files.readAllBytes(file.orElseThrow());
        return hasLf ? withCrLf(octets) : octets;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Answers what the suite says; other names do not exist.
    public Resolver resolver() {
      var answers = new HashMap<Domain, Answer<Rdata.Txt>>();
      dns.forEach((name, said) -> answers.put(Domain.of(name), answer(Domain.of(name), said)));
      return new Resolver() {
        @Override
        public <R extends Rdata> Answer<R> lookup(Domain name, Type<R> type) {
          var answer = answers.get(name);
          if (answer == null) {
            return new Answer.NoSuchName<>(name, DIRECT);
          }
          return switch (answer) {
            case Answer.Found<Rdata.Txt> found ->
                new Answer.Found<>(
                    name, found.records().stream().map(type.data()::cast).toList(), DIRECT);
            case Answer.NoData<Rdata.Txt> _,
                Answer.NoSuchName<Rdata.Txt> _,
                Answer.Failed<Rdata.Txt> _ ->
                answer.withoutRecords();
          };
        }
      };
    }
  }

  /// Reads the suite in a folder; each file that it names exists.
  public static DkimSuite read(Path folder) throws IOException {
    var whole = SuiteJson.read(folder.resolve("cases.json"));
    var keys = whole.at("dns").map(SuiteJson::members).orElse(Map.of());
    var cases = whole.at("cases").orElseThrow().list();
    return new DkimSuite(
        folder, whole, cases.stream().map(said -> read(folder, keys, said)).toList());
  }

  private static Case read(Path folder, Map<String, SuiteJson> keys, SuiteJson said) {
    var file = said.at("file").map(name -> folder.resolve(name.text()));
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      throw new IllegalArgumentException("the suite names a file that is not there: " + file);
    }
    var dns = new HashMap<>(keys);
    said.at("dns_override").ifPresent(own -> dns.putAll(own.members()));
    return new Case(
        said.text("id"),
        file,
        said.text("line_endings").equals("lf"),
        dns,
        said.at("expect").orElseThrow(),
        said);
  }

  private static Answer<Rdata.Txt> answer(Domain name, SuiteJson said) {
    if (said.at("txt").isPresent()) {
      var txt = said.at("txt").get();
      var texts = txt.list().isEmpty() ? List.of(txt) : txt.list();
      var records = texts.stream().map(text -> new Rdata.Txt(List.of(text.text()))).toList();
      return new Answer.Found<>(name, records, DIRECT);
    }
    if (said.text("rcode").equals("NXDOMAIN")) {
      return new Answer.NoSuchName<>(name, DIRECT);
    }
    return new Answer.Failed<>(Answer.Cause.SERVFAIL, said.toString());
  }

  private static byte[] withCrLf(byte[] octets) {
    var text = new String(octets, ISO_8859_1);
    return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
  }
}
