package org.signet.keyring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimPublicKey;
import org.signet.dkim.KeyStanding;
import org.signet.dns.Answer;
import org.signet.dns.Authorities;
import org.signet.dns.Authorities.Statement;
import org.signet.dns.Authorities.Survey;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// Looks at every authoritative server for a key.
public final class KeySurvey {
  /// Aliases that are followed to a key; more is taken for a loop.
  private static final int MOST_ALIASES = 8;

  private final Authorities authorities;
  private final Optional<Resolver> zoneText;

  public KeySurvey(Authorities authorities) {
    this(authorities, Optional.empty());
  }

  private KeySurvey(Authorities authorities, Optional<Resolver> zoneText) {
    this.authorities = authorities;
    this.zoneText = zoneText;
  }

  /// A survey of zone text, which need not name the servers of a zone: then the text is asked
  /// itself.
  public static KeySurvey ofZoneText(Authorities authorities, Resolver text) {
    return new KeySurvey(authorities, Optional.of(text));
  }

  /// What the servers show at the name of a key, each server for itself. Where the name is an
  /// alias, the servers of its target are asked, since they hold the key.
  public Sighting of(Domain name, DkimPublicKey key) {
    var at = name;
    for (int i = 0; i < MOST_ALIASES; i++) {
      var target = alias(at);
      if (target.isEmpty()) {
        break;
      }
      at = target.get();
    }
    return directly(at, key);
  }

  /// The target that the servers of a name agree on; empty where it is no alias.
  private Optional<Domain> alias(Domain name) {
    if (!(authorities.ask(name, Type.CNAME) instanceof Survey.Heard<Rdata.Cname> heard)) {
      return Optional.empty();
    }
    for (var statement : heard.statements()) {
      if (statement instanceof Statement.Said<Rdata.Cname>(_, _, Answer.Found<Rdata.Cname> found)) {
        return Optional.of(found.records().getFirst().target());
      }
    }
    return Optional.empty();
  }

  Sighting directly(Domain name, DkimPublicKey key) {
    return switch (authorities.ask(name, Type.TXT)) {
      case Survey.NoServers<Rdata.Txt>(var why) -> {
        if (zoneText.isEmpty() || why instanceof Answer.Failed<Rdata.Ns>) {
          yield new Sighting.NoServers(name, why);
        }
        var standing = KeyStanding.of(zoneText.get().lookup(name, Type.TXT), key);
        yield new Sighting.Servers(name, name, List.of(new Sighting.Look.InZoneText(standing)));
      }
      case Survey.Heard<Rdata.Txt>(var zone, var statements) -> {
        var looks = new ArrayList<Sighting.Look>();
        for (var statement : statements) {
          looks.add(
              switch (statement) {
                case Statement.Said<Rdata.Txt>(var server, var transport, var answer) ->
                    new Sighting.Look.At(server, transport, KeyStanding.of(answer, key));
                case Statement.NoAddress<Rdata.Txt>(var server, _) ->
                    new Sighting.Look.NoAddress(server);
              });
        }
        looks.sort(Comparator.comparing(Sighting.Look::server));
        yield new Sighting.Servers(name, zone, looks);
      }
    };
  }

  /// The aliases of a customer that not every server shows.
  List<KeyState.Alias> missing(List<KeyState.Alias> aliases) {
    return aliases.stream().filter(alias -> !isThere(alias)).toList();
  }

  private boolean isThere(KeyState.Alias alias) {
    if (!(authorities.ask(alias.name(), Type.CNAME) instanceof Survey.Heard<Rdata.Cname> heard)) {
      return false;
    }
    var shows = false;
    for (var statement : heard.statements()) {
      if (statement instanceof Statement.Said<Rdata.Cname>(_, _, var answer)) {
        if (answer instanceof Answer.Failed<Rdata.Cname>) {
          continue;
        }
        var targets = answer.records().stream().map(Rdata.Cname::target).toList();
        if (!targets.equals(List.of(alias.target()))) {
          return false;
        }
        shows = true;
      }
    }
    return shows;
  }
}
