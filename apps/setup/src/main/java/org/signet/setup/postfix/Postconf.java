package org.signet.setup.postfix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a Postfix is set up: what `postconf -n` and `postconf -M` say, and `postconf -P`.
///
/// @param settings what main.cf says
/// @param services what master.cf says
public record Postconf(Map<String, String> settings, List<Service> services) {
  /// What holds where main.cf says nothing, of what matters here (postconf(5)).
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "milter_default_action", "tempfail",
          "milter_protocol", "6",
          "queue_directory", "/var/spool/postfix");

  private static final Set<String> TYPES = Set.of("inet", "unix", "unix-dgram", "fifo", "pass");

  /// Lines that are read; Postfix has about 1,200 parameters.
  private static final int MOST_LINES = 20_000;

  /// How often a value may name another.
  private static final int DEEPEST = 8;

  public Postconf {
    settings = Map.copyOf(settings);
    services = List.copyOf(services);
  }

  /// Reads what these commands print, one after the other. What is no such line is passed over.
  public static Postconf parse(String text) {
    var settings = new LinkedHashMap<String, String>();
    var services = new LinkedHashMap<String, Service>();
    var last = Optional.<String>empty();
    for (var line : text.lines().limit(MOST_LINES).toList()) {
      var words = List.of(line.strip().split("\\s+", -1));
      int equals = line.indexOf('=');
      if (words.size() >= 8 && TYPES.contains(words.get(1)) && !isContinued(line)) {
        last = Optional.of(words.get(0) + "/" + words.get(1));
        services.putIfAbsent(last.get(), service(words));
        options(line, last, services);
      } else if (isContinued(line)) {
        options(line, last, services);
      } else if (equals > 0) {
        var name = line.substring(0, equals).strip();
        set(name, line.substring(equals + 1).strip(), settings, services);
      }
    }
    return new Postconf(settings, new ArrayList<>(services.values()));
  }

  private static boolean isContinued(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }

  /// Since version 3.0 nothing is chrooted that does not say so.
  private static Service service(List<String> words) {
    return new Service(
        words.get(0), words.get(1), words.get(4).equals("y"), words.get(7), Map.of());
  }

  /// A parameter, or one of a service: `NAME/TYPE/PARAMETER`.
  private static void set(
      String name, String value, Map<String, String> settings, Map<String, Service> services) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      settings.put(name, value);
    } else {
      own(name.substring(0, slash), name.substring(slash + 1), value, services);
    }
  }

  private static void own(
      String service, String name, String value, Map<String, Service> services) {
    services.computeIfPresent(
        service,
        (_, one) -> {
          var own = new LinkedHashMap<>(one.own());
          own.put(name, value);
          return new Service(one.name(), one.type(), one.isChrooted(), one.command(), own);
        });
  }

  /// `-o name=value` and `-o { name = value }`.
  private static void options(
      String line, Optional<String> service, Map<String, Service> services) {
    if (service.isEmpty()) {
      return;
    }
    for (var option : List.of((" " + line.strip()).split("\\s-o\\s", -1))) {
      var text = option.strip();
      text =
          text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
      int equals = text.indexOf('=');
      if (equals > 0 && text.substring(0, equals).strip().matches("\\w+")) {
        own(
            service.get(),
            text.substring(0, equals).strip(),
            text.substring(equals + 1).strip(),
            services);
      }
    }
  }

  /// What main.cf says.
  public Optional<String> stated(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /// What holds.
  public String value(String name) {
    return stated(name).orElse(DEFAULTS.getOrDefault(name, ""));
  }

  /// What holds for a service.
  public String value(Service service, String name) {
    return service.own(name).orElseGet(() -> value(name));
  }

  /// A value in which the names of other parameters stand for their values, as far as that goes.
  String expanded(String value) {
    var text = value;
    for (int i = 0; i < DEEPEST && text.startsWith("$"); i++) {
      text = value(text.replaceAll("[${}()]", ""));
    }
    return text;
  }

  /// Whether anything that asks milters runs in a chroot: what takes mail, and `cleanup` for mail
  /// of this host.
  boolean isChrooted() {
    return services.stream()
        .filter(one -> one.takesMail() || one.command().equals("cleanup"))
        .anyMatch(Service::isChrooted);
  }
}
