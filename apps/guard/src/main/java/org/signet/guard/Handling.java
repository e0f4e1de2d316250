package org.signet.guard;

import java.util.ArrayList;
import java.util.List;

/// What is done with a message, and why. What it is told as (a reply, a header field, a log line)
/// follows from it alone: [HandlingExplainer].
public sealed interface Handling {
  Reason why();

  /// Delivered as it is.
  record Deliver(Reason why) implements Handling {}

  /// Delivered with marks, which people and their filters can see.
  ///
  /// @param cautions what else a reader should know, beside the reason
  record Mark(Reason why, List<Caution> cautions) implements Handling {
    public Mark {
      cautions = List.copyOf(cautions);
    }
  }

  /// Put aside, where it can be looked at and released.
  record Quarantine(Reason why, List<Caution> cautions, QuarantineWay way) implements Handling {
    public Quarantine {
      cautions = List.copyOf(cautions);
    }
  }

  /// Refused for good: the sender is told.
  record Reject(Reason why, ReplyCode code) implements Handling {
    /// @throws IllegalArgumentException for a code that is not final
    public Reject {
      if (!code.isFinal()) {
        throw new IllegalArgumentException("the code of a rejection begins with 5: " + code);
      }
    }
  }

  /// Refused for now: the sending server tries again.
  record Defer(Reason why, ReplyCode code) implements Handling {
    /// @throws IllegalArgumentException for a code that is final
    public Defer {
      if (code.isFinal()) {
        throw new IllegalArgumentException("the code of a deferral begins with 4: " + code);
      }
    }
  }

  /// What happens, without the reason; the later, the harder.
  enum Action {
    /// The recipient gets it in the inbox.
    DELIVER,
    /// The recipient gets it with a mark.
    MARK,
    /// It is put aside.
    QUARANTINE,
    /// The sending server keeps it and tries again.
    DEFER,
    /// The sender gets it back.
    REJECT
  }

  default Action action() {
    return switch (this) {
      case Deliver _ -> Action.DELIVER;
      case Mark _ -> Action.MARK;
      case Quarantine _ -> Action.QUARANTINE;
      case Defer _ -> Action.DEFER;
      case Reject _ -> Action.REJECT;
    };
  }

  /// What else a reader should know.
  default List<Caution> cautions() {
    return switch (this) {
      case Mark(_, var cautions) -> cautions;
      case Quarantine(_, var cautions, _) -> cautions;
      case Deliver _, Reject _, Defer _ -> List.of();
    };
  }

  /// The same with more for the reader to know. It changes nothing else: what is delivered stays
  /// delivered, and who gets the message back sees none of it.
  default Handling with(List<Caution> more) {
    if (more.isEmpty()) {
      return this;
    }
    return switch (this) {
      case Deliver(var why) -> new Mark(why, more);
      case Mark(var why, var cautions) -> new Mark(why, joined(cautions, more));
      case Quarantine(var why, var cautions, var way) ->
          new Quarantine(why, joined(cautions, more), way);
      case Defer _, Reject _ -> this;
    };
  }

  /// What is done in its place while the guard only observes: the message is delivered, and the
  /// mark says why it would not have been.
  default Handling observed() {
    return switch (this) {
      case Deliver _, Mark _ -> this;
      case Quarantine(var why, var cautions, _) -> new Mark(why, cautions);
      case Defer(var why, _) -> new Mark(why, List.of());
      case Reject(var why, _) -> new Mark(why, List.of());
    };
  }

  private static List<Caution> joined(List<Caution> first, List<Caution> more) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }
}
