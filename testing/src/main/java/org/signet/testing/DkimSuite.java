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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Reads a suite of signed messages: `cases.json` with keys and cases, and the messages beside it.
///
/// @param whole all that the file says, for what only this suite has
public record DkimSuite(Path folder, Map<String, Object> whole, List<Case> cases) {
  private static final Answer.Source DIRECT =
      Answer.Source.direct(Security.UNCHECKED, Duration.ofHours(1));

  /// One message and what it should come to.
  ///
  /// @param file the message; a few cases for signers have none
  /// @param lines `lf` where the file has to be brought to CRLF
  /// @param dns the keys of the suite and those of this case, which come first
  /// @param expected as the suite says it
  /// @param whole all that the suite says about the case
  public record Case(
      String id,
      Optional<Path> file,
      String lines,
      Map<String, Object> dns,
      Map<String, Object> expected,
      Map<String, Object> whole) {
    /// The message, its lines ended by CRLF.
    public byte[] message() {
      try {
        var octets = Files.readAllBytes(file.orElseThrow());
        return lines.equals("lf") ? withCrLf(octets) : octets;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Answers what the suite says; other names do not exist.
    public Resolver resolver() {
      var answers = new HashMap<Domain, Answer<Rdata.Txt>>();
      dns.forEach((name, said) -> answers.put(Domain.of(name), answer(Domain.of(name), map(said))));
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
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    var whole = map(yaml.load(Files.readString(folder.resolve("cases.json"))));
    var keys = map(whole.getOrDefault("dns", Map.of()));
    var cases =
        list(whole.getOrDefault("cases", List.of())).stream()
            .map(said -> read(folder, keys, map(said)));
    return new DkimSuite(folder, whole, cases.toList());
  }

  private static Case read(Path folder, Map<String, Object> keys, Map<String, Object> said) {
    var file = Optional.ofNullable(said.get("file")).map(name -> folder.resolve((String) name));
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      throw new IllegalArgumentException("the suite names a file that is not there: " + file);
    }
    var dns = new HashMap<>(keys);
    dns.putAll(map(said.getOrDefault("dns_override", Map.of())));
    return new Case(
        String.valueOf(said.get("id")),
        file,
        String.valueOf(said.getOrDefault("line_endings", "crlf")),
        dns,
        map(said.getOrDefault("expect", Map.of())),
        said);
  }

  private static Answer<Rdata.Txt> answer(Domain name, Map<String, Object> said) {
    if (said.containsKey("txt")) {
      var texts = said.get("txt") instanceof List<?> several ? several : List.of(said.get("txt"));
      var records = texts.stream().map(text -> new Rdata.Txt(List.of((String) text))).toList();
      return new Answer.Found<>(name, records, DIRECT);
    }
    if ("NXDOMAIN".equals(said.get("rcode"))) {
      return new Answer.NoSuchName<>(name, DIRECT);
    }
    return new Answer.Failed<>(Answer.Cause.SERVFAIL, said.toString());
  }

  private static byte[] withCrLf(byte[] octets) {
    var text = new String(octets, ISO_8859_1);
    return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
  }

  /// A JSON object.
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /// A JSON array.
  @SuppressWarnings("unchecked")
  public static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
