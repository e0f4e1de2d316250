package org.signet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.testing.Internet;
import org.signet.testing.Internet.Delivery;
import org.signet.testing.Lab;

/// What an [InternetProbe] tells of the lab's internet.
///
/// @param names what is said of names
/// @param mails what becomes of mail to each domain, in the order of the lab
/// @param keys what Postfix finds for other keys
/// @param explained what `signet explain` says protected the mail to each domain, of the Postfix
///     that asked us
/// @param postfix whether a Postfix can do DANE, by its `smtp_dns_support_level`
record InternetFindings(
    List<Name> names,
    Map<String, Mail> mails,
    Map<String, String> keys,
    Map<String, String> explained,
    Map<String, String> postfix) {
  static final InternetFindings NONE =
      new InternetFindings(List.of(), Map.of(), Map.of(), Map.of(), Map.of());

  private static final String HEAD =
      """
      ## Mail in the lab's internet

      What becomes of mail to each domain of the lab's internet (`testing/lab/internet/domains`): what
      unbound says of its zone (MX, addresses, TLSA); what Signet demands of each host, and tells a
      Postfix; what a Postfix does with `smtp_tls_security_level = dane`; and what one does with
      `may` that asks Signet.

      | domain | what is there | unbound | Signet demands | Postfix is told | Postfix with `dane` | Postfix that asks Signet |
      |---|---|---|---|---|---|---|
      """;

  /// @param server that we asked
  record Name(
      String server, String domain, String name, String type, String unbound, String ours) {}

  /// @param dane sent by a Postfix that does DANE
  /// @param ours sent by a Postfix that asks us
  /// @param visit as we would send it by DANE, by what our own client sees
  record Mail(
      String about, String demand, String reply, Delivery dane, Delivery ours, Delivery visit) {}

  static InternetFindings gather() throws IOException, InterruptedException {
    var found =
        new InternetFindings(
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    var probe =
        new ProcessBuilder(Lab.internet(Lab.java(InternetProbe.class)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var deliveries = new HashMap<String, Delivery>();
    for (var line : probe.inputReader(UTF_8).readAllLines()) {
      var words = line.split("\t", -1);
      switch (words[0]) {
        case "name" ->
            found.names.add(new Name(words[1], words[2], words[3], words[4], words[5], words[6]));
        case "postfix" -> found.postfix.put(words[1], words[2]);
        case "explained" -> found.explained.put(words[1], words[2]);
        case "key" -> found.keys.put(words[1], words[2]);
        case "sent" ->
            deliveries.put(words[1] + words[2], new Delivery(words[3], words[4], words[5]));
        case "mail" ->
            found.mails.put(
                words[1],
                new Mail(
                    words[2],
                    words[3],
                    words[4],
                    Objects.requireNonNull(deliveries.get(words[1] + "dane")),
                    Objects.requireNonNull(deliveries.get(words[1] + "ours")),
                    Objects.requireNonNull(deliveries.get(words[1] + "visit"))));
        default -> throw new IllegalStateException(line);
      }
    }
    if (probe.waitFor() != 0) {
      throw new IOException("the probe failed");
    }
    return found;
  }

  List<Name> by(String server) {
    return names.stream().filter(name -> name.server.equals(server)).toList();
  }

  /// All of it, for the page of conformance.
  String table() {
    var table = new StringBuilder(HEAD);
    mails.forEach(
        (domain, mail) ->
            table.append(
                "| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                        domain,
                        mail.about,
                        zone(domain),
                        mail.demand,
                        '`' + mail.reply + '`',
                        delivered(mail.dane),
                        delivered(mail.ours))));
    return table.toString();
  }

  /// What unbound says of the names that decide: one word where it says the same of all.
  private String zone(String domain) {
    var words = new LinkedHashMap<String, String>();
    for (var name : by(Internet.VALIDATING)) {
      if (name.domain.equals(domain) && List.of("MX", "A", "TLSA").contains(name.type)) {
        words.merge(name.type, name.unbound, (one, other) -> one.equals(other) ? one : "differs");
      }
    }
    return Set.copyOf(words.values()).size() == 1
        ? words.values().iterator().next()
        : words.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
  }

  /// A delivery in a few words.
  static String delivered(Delivery delivery) {
    var tls =
        switch (delivery.tls()) {
          case "Verified" -> "verified";
          case "none" -> "in clear";
          default -> "not verified";
        };
    return delivery.status().equals("sent") ? "sent, " + tls : delivery.status();
  }
}
