package org.signet.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// The internet of the lab, as a program inside sees it: its domains, and what programs that others
/// wrote make of them.
public final class Internet {
  /// unbound, which validates from the root of this internet.
  public static final String VALIDATING = "192.0.2.53";

  /// unbound without validation.
  public static final String FORWARDING = "192.0.2.54";

  /// A resolver that strips signatures.
  public static final String STRIPPING = "192.0.2.55";

  /// A resolver that says AD of everything.
  public static final String LYING = "192.0.2.56";

  /// The DS record of the root, as zone text.
  public static final Path ROOT_ANCHOR = Path.of("/run/lab/root.anchor");

  /// The authority that clients trust.
  public static final Path CA = Path.of("/run/lab/ca.pem");

  private Internet() {}

  /// A domain that mail may go to.
  ///
  /// @param about what is to be seen there
  public record Domain(String name, String about) {}

  public static List<Domain> domains() throws IOException {
    return Files.readAllLines(Path.of("/run/lab/domains"), UTF_8).stream()
        .map(line -> line.split("\t", 2))
        .map(words -> new Domain(words[0], words[1]))
        .toList();
  }

  /// What unbound says of a name.
  ///
  /// @param type such as `TLSA`
  /// @param status `secure`, `insecure`, `bogus`, or `failed` where no server answers
  public record Opinion(String domain, String name, String type, String status) {}

  /// What unbound says of each name that mail to these domains needs: MX, the addresses and TLSA
  /// of the hosts, and what announces a policy of MTA-STS.
  public static List<Opinion> opinions(List<Domain> domains) throws IOException {
    try (var script =
        Objects.requireNonNull(Internet.class.getResourceAsStream("unbound-peer.py"))) {
      var text = new String(script.readAllBytes(), ISO_8859_1);
      var python =
          new ProcessBuilder("/usr/bin/python3", "-c", text, VALIDATING)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var names = python.outputWriter(UTF_8)) {
        for (var domain : domains) {
          names.write(domain.name + '\n');
        }
      }
      var opinions = new ArrayList<Opinion>();
      for (var line : python.inputReader(UTF_8).readAllLines()) {
        var words = line.split(" ", 4);
        opinions.add(new Opinion(words[0], words[1], words[2], words[3]));
      }
      return opinions;
    }
  }

  /// What became of mail that a Postfix sent.
  ///
  /// @param status `sent`, `deferred` or `bounced`
  /// @param tls `Verified`, `Trusted`, `Untrusted` or `Anonymous`; `none` without a handshake
  /// @param text what Postfix said
  public record Delivery(String status, String tls, String text) {}

  private static final Pattern TLS =
      Pattern.compile("smtp\\[(\\d+)\\]: (\\w+) TLS connection established to ");
  private static final Pattern RESULT =
      Pattern.compile("\\w+\\[(\\d+)\\]: \\w+: to=<bob@([^>]+)>.* status=(\\w+) \\((.*)\\)");

  /// Mail to each domain, by a Postfix with [Postfix#toAll].
  public static Map<String, Delivery> send(Postfix postfix, List<Domain> domains)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("-f", "<>"));
    domains.forEach(domain -> command.add("bob@" + domain.name));
    postfix.sendmail("Subject: hello\n\nhello\n", command.toArray(String[]::new));
    var names = domains.stream().map(Domain::name).toList();
    return deliveries(postfix.awaitLog(log -> deliveries(log).keySet().containsAll(names)));
  }

  /// One process of Postfix delivers one message after another, so that what it says of TLS belongs
  /// to the result that it says next.
  private static Map<String, Delivery> deliveries(List<String> log) {
    var tls = new HashMap<String, String>();
    var deliveries = new HashMap<String, Delivery>();
    for (var line : log) {
      var connection = TLS.matcher(line);
      if (connection.find()) {
        tls.put(connection.group(1), connection.group(2));
      }
      var result = RESULT.matcher(line);
      if (result.find()) {
        var level = Objects.requireNonNullElse(tls.remove(result.group(1)), "none");
        deliveries.put(result.group(2), new Delivery(result.group(3), level, result.group(4)));
      }
    }
    return deliveries;
  }
}
