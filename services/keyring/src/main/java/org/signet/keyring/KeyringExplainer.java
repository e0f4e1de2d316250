package org.signet.keyring;

import static org.signet.foundation.spec.Spec.RFC5321;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimOutcome;
import org.signet.dkim.KeyExplainer;
import org.signet.dkim.KeyRecord;
import org.signet.dkim.KeyStanding;
import org.signet.dns.DynamicUpdate;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;

/// Says in words where the keys of a domain stand, what was done, and what is waited for.
public final class KeyringExplainer {
  private static final int QUOTED = 120;

  /// Digits of a fingerprint that people compare.
  private static final int DIGITS = 16;

  private KeyringExplainer() {}

  public static Explanation explain(Progress progress) {
    return switch (progress) {
      case Progress.Took took -> took(took);
      case Progress.Undid(var step, var state, var update) ->
          Explanation.of(
                  Mark.GOOD,
                  "Undone for %s: %s. Nothing moves on by itself now; to go on: signet key rotate"
                      .formatted(state.domain(), step.word()))
              .because(update(update));
      case Progress.Waits(var state, var waits, var update) -> {
        var reasons = new ArrayList<>(waits.stream().map(wait -> explain(state, wait)).toList());
        if (state.isHeld()) {
          reasons.add(
              Explanation.of(
                  Mark.NOTE,
                  "A step was undone, so nothing moves on by itself; to go on: signet key rotate"));
        }
        reasons.addAll(update(update));
        var words =
            waits.isEmpty() ? "Nothing is under way for %s." : "Nothing can be done for %s yet.";
        yield Explanation.of(Mark.NOTE, words.formatted(state.domain())).because(reasons);
      }
      case Progress.Refused(var domain, var why) -> refused(domain, why);
      case Progress.Unreadable(var domain, var why) -> explain(domain, why);
    };
  }

  private static Explanation took(Progress.Took took) {
    var key = took.key();
    var domain = took.state().domain();
    var due = Rotation.due(took.state(), key).map(until -> time(until.time())).orElse("");
    var sentence =
        switch (took.step()) {
          case MAKE ->
              "The key %s of %s is made. Its record must be published; then run this again."
                  .formatted(key.selector(), domain);
          case PUBLISH ->
              ("Every server of %2$s shows the key %1$s. It can sign from %3$s on, when no cache"
                      + " holds what stood at its name before.")
                  .formatted(key.selector(), domain, due);
          case ACTIVATE -> "The key %s signs for %s from now on.".formatted(key.selector(), domain);
          case RETIRE ->
              key.stage() == Stage.REMOVED
                  ? "The key %s of %s never signed and is given up."
                      .formatted(key.selector(), domain)
                  : "The key %s of %s signs no more. Its record must stay until %s."
                      .formatted(key.selector(), domain, due);
          case REVOKE ->
              ("The key %s of %s is withdrawn. Its record should now say so: p= is empty."
                      + " Then run this again.")
                  .formatted(key.selector(), domain);
          case REMOVE ->
              key.isCompromised() || took.state().naming() instanceof Naming.Fresh
                  ? "The key %s of %s is removed. Its record can be deleted."
                      .formatted(key.selector(), domain)
                  : "The key %s of %s is removed. Its name is free for the next."
                      .formatted(key.selector(), domain);
        };
    var reasons = new ArrayList<Explanation>();
    if (took.step() == Step.ACTIVATE) {
      for (var other : took.state().keys()) {
        if (other.stage() == Stage.RETIRING && other.since().equals(key.since())) {
          reasons.add(retires(took.state(), other));
        }
      }
    }
    reasons.addAll(update(took.update()));
    return Explanation.of(Mark.GOOD, sentence).because(reasons);
  }

  private static Explanation retires(KeyState state, DomainKey key) {
    var until = Rotation.due(state, key).map(due -> time(due.time())).orElse("");
    return Explanation.of(
        Mark.NOTE,
        "The key %s signs no more. Its record must stay until %s, for mail on its way."
            .formatted(key.selector(), until),
        RFC5321.section("4.5.4.1"));
  }

  /// What a key waits for.
  public static Explanation explain(KeyState state, Waiting waiting) {
    var selector = waiting.key().selector();
    return switch (waiting) {
      case Waiting.ForServers(var key, var seen) -> {
        var what =
            key.stage() == Stage.REVOKED
                ? "The key %s waits until no authoritative server shows it any more."
                : "The key %s waits until every authoritative server shows it.";
        yield Explanation.of(Mark.NOTE, what.formatted(selector))
            .because(explain(seen, key.stage() == Stage.REVOKED));
      }
      case Waiting.ForAliases(_, var missing) ->
          Explanation.of(
                  Mark.NOTE,
                  "The key %s waits until %s has the aliases that lead to it."
                      .formatted(selector, state.domain()))
              .because(
                  missing.stream()
                      .map(
                          alias ->
                              Explanation.of(
                                  Mark.BAD,
                                  "Not at every server: %s CNAME %s"
                                      .formatted(alias.name(), alias.target())))
                      .toList());
      case Waiting.Until(_, var time, var reason) ->
          Explanation.of(
              Mark.NOTE,
              switch (reason) {
                case CACHES ->
                    "The key %s waits until %s: caches may hold what stood at its name before."
                        .formatted(selector, time(time));
                case QUEUES ->
                    "The key %s waits until %s: mail that it signed may still be on its way."
                        .formatted(selector, time(time));
                case WITHDRAWAL ->
                    "The key %s waits until %s: caches may still hold it."
                        .formatted(selector, time(time));
              });
      case Waiting.ForPrivateKey(var key, var why) ->
          Explanation.of(Mark.BAD, "The key %s cannot sign.".formatted(selector))
              .because(KeyExplainer.explain(Path.of(key.file()), why));
      case Waiting.ForName(_) ->
          Explanation.of(
              Mark.NOTE,
              "A new key waits until the name %s is free: its key is not removed yet."
                  .formatted(selector));
    };
  }

  /// What the servers of a name show.
  ///
  /// @param isEnd whether the key should be gone
  public static List<Explanation> explain(Sighting sighting, boolean isEnd) {
    return switch (sighting) {
      case Sighting.NoServers(var name, _) ->
          List.of(
              Explanation.of(
                  Mark.UNKNOWN,
                  "The authoritative servers of %s cannot be found.".formatted(name)));
      case Sighting.Servers(_, _, var looks) ->
          looks.stream().map(look -> explain(look, isEnd)).distinct().toList();
    };
  }

  private static Explanation explain(Sighting.Look look, boolean isEnd) {
    return switch (look) {
      case Sighting.Look.NoAddress(var server) ->
          Explanation.of(Mark.UNKNOWN, "The server %s has no address.".formatted(server));
      case Sighting.Look.InZoneText(var standing) ->
          Explanation.of(mark(standing, isEnd), "The zone text: " + words(standing));
      case Sighting.Look.At(var authority, var transport, var standing) ->
          Explanation.of(
              mark(standing, isEnd),
              "%s, over %s: %s".formatted(authority, transport, words(standing)));
    };
  }

  private static Mark mark(KeyStanding standing, boolean isEnd) {
    return switch (standing) {
      case KeyStanding.Unknown _ -> Mark.UNKNOWN;
      case KeyStanding.Same _ -> isEnd ? Mark.BAD : Mark.GOOD;
      case KeyStanding.Restricted _,
          KeyStanding.Other _,
          KeyStanding.Revoked _,
          KeyStanding.Unusable _,
          KeyStanding.Several _,
          KeyStanding.Absent _ ->
          isEnd && Sighting.isGone(standing) ? Mark.GOOD : Mark.BAD;
    };
  }

  private static String words(KeyStanding standing) {
    return switch (standing) {
      case KeyStanding.Same(var record, _) ->
          record.isTesting() ? "this key, marked as a test (t=y)" : "this key";
      case KeyStanding.Restricted(var restriction, _) ->
          restriction == DkimOutcome.Restriction.HASH
              ? "this key, but its h= rules SHA-256 out"
              : "this key, but its s= rules mail out";
      case KeyStanding.Other(var published, _) ->
          "another key (" + KeyRecord.fingerprint(published).substring(0, DIGITS) + "…)";
      case KeyStanding.Revoked _ -> "a key that was withdrawn (p= is empty)";
      case KeyStanding.Unusable(var why, _) -> "a broken record: " + why.sentence();
      case KeyStanding.Several(var count, _) ->
          count + " key records, of which verifiers take none";
      case KeyStanding.Absent _ -> "no key record";
      case KeyStanding.Unknown(var why) -> "no answer: " + Ascii.printable(why.detail(), QUOTED);
    };
  }

  private static Explanation refused(Domain domain, Progress.Refusal why) {
    return switch (why) {
      case Progress.Refusal.NothingToUndo() ->
          bad(
              "Nothing can be undone for %s: a step is undone once, and only until the next."
                  .formatted(domain));
      case Progress.Refusal.RecordNotThere(var key, var seen) ->
          bad("The key %s would sign for %s again, and not every server shows its record."
                      .formatted(key.selector(), domain)
                  + " Publish it first; it is shown by: signet key show")
              .because(explain(seen, false));
      case Progress.Refusal.NoSuchKey(var selector) ->
          bad("%s has no key %s.".formatted(domain, selector));
      case Progress.Refusal.LastKey(var key) ->
          bad(
              ("%s would be without an RSA key, the only type that every verifier knows. Bring its"
                      + " successor to sign first: signet key rotate; or, where %1$s is to sign no"
                      + " more, add --last. The key is %2$s.")
                  .formatted(domain, key.selector()));
      case Progress.Refusal.AlreadyOut(var key) ->
          bad(
              "The key %s of %s is out of use already: it is %s."
                  .formatted(key.selector(), domain, key.stage().word()));
      case Progress.Refusal.SelectorTaken(var key) ->
          bad("%s has a key %s already. Use each selector once.".formatted(domain, key.selector()));
      case Progress.Refusal.NameTooLong(var selector) ->
          bad(
              "The name for the key %s of %s would be longer than the DNS allows."
                  .formatted(selector, domain));
      case Progress.Refusal.OtherNaming(var naming) ->
          switch (naming) {
            case Naming.Fresh() ->
                bad(
                    "%s holds its key records itself, and no provider does. Leave out --provider."
                        .formatted(domain));
            case Naming.Alternating(var zone) ->
                bad("The keys of %1$s stand in %2$s. Add --provider %2$s".formatted(domain, zone));
          };
      case Progress.Refusal.KeyUnusable(var file, var problem) ->
          KeyExplainer.explain(file, problem);
      case Progress.Refusal.TooManyKeys(var most) ->
          bad(
              "%s has %s keys on their way, the most there can be. Let some be removed first."
                  .formatted(domain, most));
    };
  }

  /// Why nothing is known of the keys of a domain.
  public static Explanation explain(Domain domain, StateReading why) {
    return switch (why) {
      case StateReading.Read _ -> bad("The keys of %s can be read.".formatted(domain));
      case StateReading.Absent() ->
          bad(
              "%1$s has no keys here. To make the first: signet key rotate --domain %1$s"
                  .formatted(domain));
      case StateReading.Damaged(var problem) ->
          bad(
              "%s Nothing is done for %s until it is put right, by hand or from a backup."
                  .formatted(problem.sentence() + ".", domain));
      case StateReading.Closed(var file, var reason) ->
          bad(
              "%s cannot be read: %s. Run this as the user whose keys these are."
                  .formatted(
                      Ascii.printable(file.toString(), QUOTED), Ascii.printable(reason, QUOTED)));
    };
  }

  /// Why a domain cannot sign: none of its keys is active.
  public static Explanation noneSigns(KeyState state) {
    return bad("No key of %1$s signs now. To go on, and to see what that waits for: signet key rotate --domain %1$s"
            .formatted(state.domain()))
        .because(state.keys().stream().map(KeyringExplainer::explain).toList());
  }

  private static List<Explanation> update(Optional<DynamicUpdate.Outcome> update) {
    return update.map(KeyringExplainer::explain).stream().toList();
  }

  private static Explanation explain(DynamicUpdate.Outcome outcome) {
    return switch (outcome) {
      case DynamicUpdate.Outcome.Done() ->
          Explanation.of(Mark.GOOD, "The primary server has taken the record.");
      case DynamicUpdate.Outcome.Refused(var code) ->
          bad("The primary server refused the record: " + code + refusal(code));
      case DynamicUpdate.Outcome.Failed(_, var detail) ->
          Explanation.of(
              Mark.UNKNOWN,
              "The primary server could not be told: %s. It is tried again."
                  .formatted(Ascii.printable(detail, QUOTED)));
    };
  }

  private static String refusal(String code) {
    return switch (code) {
      case "BADKEY" -> ". It does not know a key of this name.";
      case "BADSIG" -> ". The secret of the key is another there.";
      case "BADTIME" -> ". Its clock and ours are more than five minutes apart.";
      case "NOTZONE", "NOTAUTH" -> ". It is not the primary server of this zone.";
      default -> ". It must allow updates of this zone by this key.";
    };
  }

  /// Where one key stands.
  public static Explanation explain(DomainKey key) {
    var mark =
        switch (key.stage()) {
          case ACTIVE -> key.isCompromised() ? Mark.BAD : Mark.GOOD;
          case PENDING, PUBLISHED, RETIRING, REVOKED, REMOVED -> Mark.NOTE;
        };
    var type = KeyType.of(key.publicKey());
    var size = type == KeyType.RSA ? " of " + key.publicKey().bits() + " bits" : "";
    return Explanation.of(
        mark,
        "%s: %s%s, %s since %s%s"
            .formatted(
                key.selector(),
                type.word(),
                size,
                key.stage().word(),
                time(key.since()),
                key.isCompromised() ? "; others may have it" : ""));
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Explanation bad(String sentence) {
    return Explanation.of(Mark.BAD, sentence);
  }
}
