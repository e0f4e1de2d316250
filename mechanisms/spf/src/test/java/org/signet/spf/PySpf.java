package org.signet.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// A process that checks with pyspf and asks our resolver for its DNS.
final class PySpf implements AutoCloseable {
  /// Debian's Python has Debian's modules; one that comes earlier in the path may not.
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final BufferedReader from;
  private final Writer to;

  private PySpf(Process process) {
    this.process = process;
    this.from = process.inputReader(ISO_8859_1);
    this.to = process.outputWriter(ISO_8859_1);
  }

  static boolean isInstalled() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    var process =
        new ProcessBuilder(PYTHON, "-c", "import spf")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  static PySpf start() throws IOException {
    try (var script = Objects.requireNonNull(PySpf.class.getResourceAsStream("pyspf-peer.py"))) {
      var text = new String(script.readAllBytes(), ISO_8859_1);
      return new PySpf(
          new ProcessBuilder(PYTHON, "-c", text)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
  }

  /// The result word, or the name of the exception that pyspf raised.
  String check(String client, String sender, String helo, Resolver dns) throws IOException {
    send("check", client, hex(sender), hex(helo));
    while (true) {
      var words = Objects.requireNonNull(from.readLine(), "pyspf has ended").split("\t", -1);
      if (words[0].equals("result")) {
        return words[1];
      }
      answer(words[1], new String(HexFormat.of().parseHex(words[2]), ISO_8859_1), dns);
    }
  }

  private void answer(String type, String name, Resolver dns) throws IOException {
    var labels = List.of(name.split("\\.", -1));
    var domain = Domain.ofLabels(labels).orElseThrow();
    switch (dns.lookup(domain, Type.named(type).orElseThrow())) {
      case Answer.Failed<?> _ -> send("failed");
      case Answer.Found<?>(_, var records, _) ->
          send("found\t" + String.join("\t", records.stream().map(PySpf::record).toList()));
      case Answer.NoData<?> _, Answer.NoSuchName<?> _ -> send("nothing");
    }
  }

  private static String record(Rdata data) {
    return hex(
        switch (data) {
          case Rdata.Txt txt -> txt.joined();
          case Rdata.Address(var address) -> address.toString();
          case Rdata.Mx(int preference, var exchange) -> preference + ":" + name(exchange);
          case Rdata.Ptr(var target) -> name(target);
          case Rdata other -> throw new IllegalArgumentException(other.toString());
        });
  }

  private static String name(Domain domain) {
    return String.join(".", domain.labels());
  }

  private static String hex(String octets) {
    return HexFormat.of().formatHex(octets.getBytes(ISO_8859_1));
  }

  private void send(String... words) throws IOException {
    to.write(String.join("\t", words) + "\n");
    to.flush();
  }

  @Override
  public void close() throws IOException {
    send("end");
    process.destroy();
  }
}
