package org.signet.arc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.signet.foundation.text.Parsed;
import org.signet.message.Field;
import org.signet.message.Header;

/// Collects the ARC fields of a header and finds the fault that keeps them from being a chain.
final class ChainReader {
  private final Map<Integer, ArcAuthenticationResults> results = new HashMap<>(4);
  private final Map<Integer, ArcMessageSignature> messages = new HashMap<>(4);
  private final Map<Integer, ArcSeal> seals = new HashMap<>(4);

  /// The highest instance of any field.
  private int last;

  /// The first fault of a single field.
  private Optional<ArcFault> fault = Optional.empty();

  Chain read(Header header) {
    var fields = header.fields();
    for (int at = 0; at < fields.size(); at++) {
      read(fields.get(at), at);
    }
    if (last == 0 && fault.isEmpty()) {
      return new Chain.None();
    }
    return broken()
        .<Chain>map(why -> new Chain.Broken(why, last))
        .orElseGet(() -> new Chain.Sound(sets()));
  }

  private void read(Field field, int at) {
    if (field.is(ArcPart.RESULTS.field())) {
      switch (ArcAuthenticationResults.parse(field)) {
        case Parsed.Ok<ArcAuthenticationResults>(var value) ->
            keep(ArcPart.RESULTS, results, value.instance(), value);
        case Parsed.Malformed<ArcAuthenticationResults>(var why) ->
            note(new ArcFault.Malformed(ArcPart.RESULTS, why));
      }
    } else if (field.is(ArcPart.MESSAGE_SIGNATURE.field())) {
      switch (ArcMessageSignature.parse(field, at)) {
        case Parsed.Ok<ArcMessageSignature>(var value) ->
            keep(ArcPart.MESSAGE_SIGNATURE, messages, value.instance(), value);
        case Parsed.Malformed<ArcMessageSignature>(var why) ->
            note(new ArcFault.Malformed(ArcPart.MESSAGE_SIGNATURE, why));
      }
    } else if (field.is(ArcPart.SEAL.field())) {
      switch (ArcSeal.parse(field)) {
        case Parsed.Ok<ArcSeal>(var value) -> keep(ArcPart.SEAL, seals, value.instance(), value);
        case Parsed.Malformed<ArcSeal>(var why) -> note(new ArcFault.Malformed(ArcPart.SEAL, why));
      }
    }
  }

  private <T> void keep(ArcPart part, Map<Integer, T> kept, int instance, T value) {
    last = Math.max(last, instance);
    if (kept.putIfAbsent(instance, value) != null) {
      note(new ArcFault.Repeated(part, instance));
    }
  }

  private void note(ArcFault next) {
    fault = fault.or(() -> Optional.of(next));
  }

  /// The reason that there is no chain, in the order of §5.2: too many sets, then what the last
  /// host said, then the structure.
  private Optional<ArcFault> broken() {
    if (last > ArcVerifier.MOST_SETS) {
      return Optional.of(new ArcFault.TooManySets(ArcVerifier.MOST_SETS));
    }
    return alreadyFailed().or(() -> fault).or(this::missing).or(this::impossible);
  }

  private Optional<ArcFault> alreadyFailed() {
    return seals.values().stream()
        .filter(seal -> seal.validation() == ChainValidation.FAIL)
        .map(ArcSeal::instance)
        .max(Integer::compare)
        .map(ArcFault.AlreadyFailed::new);
  }

  private Optional<ArcFault> missing() {
    for (int i = 1; i <= last; i++) {
      if (!results.containsKey(i)) {
        return Optional.of(new ArcFault.Missing(ArcPart.RESULTS, i));
      }
      if (!messages.containsKey(i)) {
        return Optional.of(new ArcFault.Missing(ArcPart.MESSAGE_SIGNATURE, i));
      }
      if (!seals.containsKey(i)) {
        return Optional.of(new ArcFault.Missing(ArcPart.SEAL, i));
      }
    }
    return Optional.empty();
  }

  /// Step 3, C: `none` for the first host, `pass` for every other.
  private Optional<ArcFault> impossible() {
    for (var set : sets()) {
      var validation = set.seal().validation();
      var isFirst = set.instance() == 1;
      if (isFirst != (validation == ChainValidation.NONE)) {
        return Optional.of(new ArcFault.ImpossibleValidation(set.instance(), validation));
      }
    }
    return Optional.empty();
  }

  /// The sets, where none of their fields is missing.
  private List<ArcSet> sets() {
    var sets = new ArrayList<ArcSet>(last);
    for (int i = 1; i <= last; i++) {
      sets.add(new ArcSet(of(results, i), of(messages, i), of(seals, i)));
    }
    return sets;
  }

  private static <T> T of(Map<Integer, T> kept, int instance) {
    return Objects.requireNonNull(kept.get(instance));
  }
}
