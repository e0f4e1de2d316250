package org.signet.keyring;

import static org.signet.foundation.spec.Spec.SIGNET;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.signet.dkim.DkimKey;
import org.signet.dkim.DkimPublicKey;
import org.signet.foundation.spec.Clause;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Cursor;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Problem;

/// Reads a state file, and takes nothing for granted: a wrong state would sign with a key that
/// nobody can check, or withdraw one that mail on its way needs.
final class StateReader {
  static final String VERSION = "signet-keys 1";

  /// Octets of a state file that are read: many times what [KeyState#MOST_KEYS] keys need.
  static final int MOST_OCTETS = 64 << 10;

  static final Clause FORM = SIGNET.section("key state");

  /// No TTL is longer (RFC 2181 §8), and no signature holds for longer than a century.
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  /// The place where reading stopped.
  @SuppressWarnings("serial")
  private static final class Stop extends Exception {
    final Problem problem;

    Stop(Problem problem) {
      super(problem.expected(), null, false, false);
      this.problem = problem;
    }
  }

  private final List<String> lines;
  private int number;
  private Cursor in = new Cursor("");

  private StateReader(String text) {
    lines = text.lines().toList();
  }

  /// @param domain the domain that the folder is named after
  static StateReading read(Path file, Domain domain, String text) {
    if (text.length() > MOST_OCTETS) {
      var problem = new Problem("", 0, "at most " + MOST_OCTETS + " octets", FORM);
      return new StateReading.Damaged(new StateProblem(file, 1, problem));
    }
    var reader = new StateReader(text);
    try {
      return new StateReading.Read(reader.state(domain));
    } catch (Stop stop) {
      return new StateReading.Damaged(
          new StateProblem(file, Math.max(1, reader.number), stop.problem));
    }
  }

  private KeyState state(Domain domain) throws Stop {
    nextLine();
    if (!in.text().equals(VERSION)) {
      throw expected(VERSION);
    }
    nextLine();
    take("domain ");
    if (!domain("the domain").equals(domain)) {
      in.reset("domain ".length());
      throw expected("the domain of this folder, " + domain);
    }
    endOfLine();
    Naming naming = new Naming.Fresh();
    var validity = Duration.ZERO;
    var isHeld = false;
    var keys = new ArrayList<DomainKey>();
    var before = new ArrayList<DomainKey>();
    var step = Optional.<Step>empty();
    while (nextLine()) {
      if (in.takeIgnoreCase("key ") && step.isEmpty()) {
        add(keys, naming, domain);
      } else if (in.takeIgnoreCase("before ") && step.isPresent()) {
        add(before, naming, domain);
      } else if (in.takeIgnoreCase("undo ") && step.isEmpty()) {
        int at = in.at();
        step = Step.named(word());
        if (step.isEmpty()) {
          in.reset(at);
          throw expected("a step");
        }
      } else if (in.takeIgnoreCase("zone ") && keys.isEmpty()) {
        naming = new Naming.Alternating(domain("the provider's zone"));
      } else if (in.takeIgnoreCase("validity ") && keys.isEmpty()) {
        validity = seconds();
      } else if (in.takeIgnoreCase("held") && keys.isEmpty()) {
        isHeld = true;
      } else {
        in.reset(0);
        throw expected("zone, validity, held, key, undo or before, in this order");
      }
      endOfLine();
    }
    return new KeyState(
        domain,
        naming,
        validity,
        keys,
        step.map(latest -> new KeyState.Undo(latest, before)),
        isHeld);
  }

  private void add(List<DomainKey> keys, Naming naming, Domain domain) throws Stop {
    var key = key();
    if (keys.size() == KeyState.MOST_KEYS) {
      throw expected("at most " + KeyState.MOST_KEYS + " keys");
    }
    if (naming.recordName(key.selector(), domain).isEmpty()) {
      throw expected("a selector that fits into a name");
    }
    var type = KeyType.of(key.publicKey());
    for (var other : keys) {
      if (other.selector().equals(key.selector())) {
        throw expected("each selector once (" + key.selector() + " is repeated)");
      }
      var bothSign = other.stage() == Stage.ACTIVE && key.stage() == Stage.ACTIVE;
      if (bothSign && other.isOfType(type)) {
        throw expected("one active key of type " + type.word());
      }
    }
    if (naming instanceof Naming.Alternating
        && !new HashSet<>(Naming.Alternating.names(type)).contains(key.selector())) {
      throw expected("one of the selectors that customers have aliases for");
    }
    keys.add(key);
  }

  /// `s1 active since … ttl … [gone …] [compromised] file …`, and the key on a line of its own.
  private DomainKey key() throws Stop {
    var selector = domain("a selector");
    take(" ");
    int at = in.at();
    var stage = Stage.named(word());
    if (stage.isEmpty()) {
      in.reset(at);
      throw expected("a stage: pending, published, active, retiring, revoked or removed");
    }
    take(" since ");
    var since = instant();
    take(" ttl ");
    var ttl = seconds();
    var gone = Optional.<Instant>empty();
    if (in.takeIgnoreCase(" gone ")) {
      gone = Optional.of(instant());
    }
    var isCompromised = in.takeIgnoreCase(" compromised");
    take(" file ");
    var file = fileName();
    endOfLine();
    if (!nextLine()) {
      throw expected("the public key");
    }
    return new DomainKey(selector, publicKey(), file, stage.get(), since, ttl, gone, isCompromised);
  }

  private DkimPublicKey publicKey() throws Stop {
    in.skipFolding();
    if (DkimKey.parse(in.rest()) instanceof DkimKey.Usable usable) {
      return usable.key();
    }
    in.reset(0);
    throw expected("a public key: k=…; p=…");
  }

  /// A name within the folder, and nothing that leads out of it.
  private String fileName() throws Stop {
    int at = in.at();
    var name = word();
    var isPlain =
        name.endsWith(".pem")
            && !name.startsWith(".")
            && name.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || c == '.' || c == '-');
    if (!isPlain) {
      in.reset(at);
      throw expected("the name of a file, with the ending .pem");
    }
    return name;
  }

  private Domain domain(String what) throws Stop {
    int at = in.at();
    var domain = Domain.parse(word()).optional().filter(Domain::isMailName);
    if (domain.isEmpty()) {
      in.reset(at);
      throw expected(what);
    }
    return domain.get();
  }

  private Instant instant() throws Stop {
    int at = in.at();
    var time = Optional.<Instant>empty();
    try {
      time = Optional.of(Instant.parse(word())).filter(LATEST::isAfter);
    } catch (DateTimeException _) {
      // No time.
    }
    if (time.isEmpty()) {
      in.reset(at);
      throw expected("a time such as 2026-11-28T10:00:00Z");
    }
    return time.get();
  }

  private Duration seconds() throws Stop {
    int at = in.at();
    long seconds = Ascii.parseNumber(word(), MOST_SECONDS);
    if (seconds < 0) {
      in.reset(at);
      throw expected("a number of seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  private String word() {
    return in.takeWhile(c -> c != ' ');
  }

  private void take(String text) throws Stop {
    if (!in.takeIgnoreCase(text)) {
      throw expected("\"" + text.strip() + "\"");
    }
  }

  private void endOfLine() throws Stop {
    if (!in.atEnd()) {
      throw expected("the end of the line");
    }
  }

  /// Goes to the next line that is neither empty nor a comment; false at the end of the text.
  private boolean nextLine() {
    while (number < lines.size()) {
      var line = lines.get(number++);
      if (!line.isBlank() && !line.startsWith("#")) {
        in = new Cursor(line);
        return true;
      }
    }
    in = new Cursor("");
    return false;
  }

  private Stop expected(String what) {
    return new Stop(new Problem(in.text(), in.at(), what, FORM));
  }
}
