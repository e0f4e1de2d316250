package org.signet.guard.renewal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Authorities;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// The TLSA records at a name, as every authoritative server has them now.
///
/// @param sets what each server that was heard has; none where there are no records there
/// @param ttl the longest for which one of them may be remembered
/// @param silent the servers that did not answer
public record TlsaSighting(List<List<Rdata.Tlsa>> sets, Duration ttl, List<String> silent) {
  public TlsaSighting {
    sets = sets.stream().map(List::copyOf).toList();
    silent = List.copyOf(silent);
  }

  /// Asks every authoritative server.
  public static TlsaSighting at(Domain owner, Authorities authorities) {
    return switch (authorities.ask(owner, Type.TLSA)) {
      case Authorities.Survey.NoServers<Rdata.Tlsa>(_) ->
          new TlsaSighting(List.of(), Duration.ZERO, List.of("the servers of " + owner));
      case Authorities.Survey.Heard<Rdata.Tlsa>(_, var statements) -> of(statements);
    };
  }

  private static TlsaSighting of(List<Authorities.Statement<Rdata.Tlsa>> statements) {
    var sets = new ArrayList<List<Rdata.Tlsa>>();
    var silent = new LinkedHashSet<String>();
    var ttl = Duration.ZERO;
    for (var statement : statements) {
      switch (statement) {
        case Authorities.Statement.NoAddress<Rdata.Tlsa>(var server, _) ->
            silent.add(server.text());
        case Authorities.Statement.Said<Rdata.Tlsa>(var server, _, var answer) -> {
          switch (answer) {
            case Answer.Found<Rdata.Tlsa>(_, var records, var source) -> {
              sets.add(records);
              ttl = source.ttl().compareTo(ttl) > 0 ? source.ttl() : ttl;
            }
            case Answer.NoData<Rdata.Tlsa> _, Answer.NoSuchName<Rdata.Tlsa> _ ->
                sets.add(List.of());
            case Answer.Failed<Rdata.Tlsa>(var cause, _) -> {
              if (cause != Answer.Cause.TRUNCATED) {
                silent.add(server.name().text());
              }
            }
          }
        }
      }
    }
    return new TlsaSighting(sets, ttl, List.copyOf(silent));
  }

  /// Whether no server pins anything there.
  boolean isUnpinned() {
    return sets.stream().allMatch(List::isEmpty);
  }
}
