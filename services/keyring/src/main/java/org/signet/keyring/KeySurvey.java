package org.signet.keyring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /// What the servers of a customer show of the aliases that it should have.
  AliasSighting aliases(List<KeyState.Alias> wanted) {
    var seen = AliasSighting.NOTHING;
    for (var alias : wanted) {
      seen = seen.and(AliasSighting.of(alias, answers(alias.name())));
    }
    return seen;
  }

  /// What each server answers, at all its addresses; nothing where it has none.
  private Map<Domain, List<Answer<Rdata.Cname>>> answers(Domain name) {
    var answers = new LinkedHashMap<Domain, List<Answer<Rdata.Cname>>>();
    switch (authorities.ask(name, Type.CNAME)) {
      case Survey.NoServers<Rdata.Cname>(var why) -> {
        if (zoneText.isPresent() && !(why instanceof Answer.Failed<Rdata.Ns>)) {
          answers.put(Domain.ROOT, List.of(zoneText.get().lookup(name, Type.CNAME)));
        }
      }
      case Survey.Heard<Rdata.Cname>(_, var statements) -> {
        for (var statement : statements) {
          switch (statement) {
            case Statement.Said<Rdata.Cname>(var server, _, var answer) ->
                answers.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(answer);
            case Statement.NoAddress<Rdata.Cname>(var server, _) ->
                answers.computeIfAbsent(server, _ -> new ArrayList<>());
          }
        }
      }
    }
    return answers;
  }
}
