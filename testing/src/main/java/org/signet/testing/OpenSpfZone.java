package org.signet.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Security;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;

/// Answers from the `zonedata` of a scenario. A record of type SPF stands for TXT too, unless its
/// name has a TXT record or `TXT: NONE`; `TIMEOUT` holds for each type that its name has no record
/// of.
public final class OpenSpfZone implements Resolver {
  private static final int MOST_ALIASES = 8;

  private record Name(Map<Type<?>, List<Rdata>> records, boolean timesOut) {}

  private final Map<Domain, Name> names;

  private OpenSpfZone(Map<Domain, Name> names) {
    this.names = names;
  }

  static OpenSpfZone of(Map<?, ?> zonedata) {
    var names = new HashMap<Domain, Name>();
    zonedata.forEach((name, entries) -> names.put(domain((String) name), name((List<?>) entries)));
    return new OpenSpfZone(names);
  }

  /// The labels between the dots, whatever octets they hold; none for an empty text.
  private static Domain domain(String text) {
    var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return name.isEmpty()
        ? Domain.ROOT
        : Domain.ofLabels(List.of(name.split("\\.", -1))).orElseThrow();
  }

  private static Name name(List<?> entries) {
    var records = new HashMap<Type<?>, List<Rdata>>();
    var ofTypeSpf = new ArrayList<Rdata>();
    var timesOut = false;
    var hasTxt = false;
    for (var entry : entries) {
      if (entry instanceof Map<?, ?> record) {
        for (var field : record.entrySet()) {
          var type = (String) field.getKey();
          hasTxt |= type.equals("TXT");
          if (type.equals("SPF")) {
            ofTypeSpf.add(new Rdata.Txt(OpenSpf.list(field.getValue())));
          } else if (!"NONE".equals(field.getValue())) {
            records
                .computeIfAbsent(Type.named(type).orElseThrow(), _ -> new ArrayList<>())
                .add(rdata(type, OpenSpf.list(field.getValue())));
          }
        }
      } else {
        timesOut |= entry.equals("TIMEOUT");
      }
    }
    if (!hasTxt && !ofTypeSpf.isEmpty()) {
      records.put(Type.TXT, ofTypeSpf);
    }
    return new Name(records, timesOut);
  }

  private static Rdata rdata(String type, List<String> values) {
    return switch (type) {
      case "A", "AAAA" -> new Rdata.Address(IpAddress.of(values.getFirst()));
      case "TXT" -> new Rdata.Txt(values);
      case "MX" -> new Rdata.Mx(Integer.parseInt(values.getFirst()), domain(values.getLast()));
      case "PTR" -> new Rdata.Ptr(domain(values.getFirst()));
      case "CNAME" -> new Rdata.Cname(domain(values.getFirst()));
      default -> throw new IllegalArgumentException("no test has a record of type " + type);
    };
  }

  @Override
  public <R extends Rdata> Answer<R> lookup(Domain question, Type<R> type) {
    var owner = question;
    for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      var name = names.get(owner);
      var source = Answer.Source.direct(Security.UNCHECKED, Duration.ZERO);
      if (name == null) {
        return new Answer.NoSuchName<>(owner, source);
      }
      var found = name.records.get(type);
      if (found != null) {
        return new Answer.Found<>(owner, found.stream().map(type.data()::cast).toList(), source);
      }
      if (name.timesOut) {
        return new Answer.Failed<>(Answer.Cause.TIMEOUT, "the zone says TIMEOUT");
      }
      var alias = name.records.get(Type.CNAME);
      if (alias == null) {
        return new Answer.NoData<>(owner, source);
      }
      owner = ((Rdata.Cname) alias.getFirst()).target();
    }
    return new Answer.Failed<>(Answer.Cause.MALFORMED, "an endless chain of aliases");
  }
}
