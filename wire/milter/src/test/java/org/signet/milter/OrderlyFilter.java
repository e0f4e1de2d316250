package org.signet.milter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;

/// A filter that wants and decides anything, by chance, and sees whether it is told messages in
/// their order.
final class OrderlyFilter implements MailFilter {
  /// What was not in order.
  final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  private final RandomGenerator random;

  OrderlyFilter(RandomGenerator random) {
    this.random = random;
  }

  private Step[] some() {
    var steps = EnumSet.noneOf(Step.class);
    for (var step : Step.values()) {
      if (random.nextBoolean()) steps.add(step);
    }
    return steps.toArray(Step[]::new);
  }

  @Override
  public Needs needs() {
    return Needs.nothing().hearing(some()).answering(some()).doing(Action.values());
  }

  private Decision decision() {
    return switch (random.nextInt(60)) {
      case 0 -> new Decision.Accept();
      case 1 -> new Decision.Discard();
      case 2 -> new Decision.Reject();
      case 3 -> new Decision.TempFail();
      case 4 -> new Decision.Respond(new SmtpReply(550, "5.7.1", "no"));
      case 5 -> new Decision.Skip();
      case 6 -> throw new IllegalStateException("a bug");
      default -> new Decision.Continue();
    };
  }

  @Override
  public Decision connected(Conversation conversation) {
    return decision();
  }

  @Override
  public Decision greeted(Conversation conversation) {
    return decision();
  }

  @Override
  public MessageFilter begin(Conversation conversation) {
    return new Orderly();
  }

  private final class Orderly implements MessageFilter {
    private Step last = Step.CONNECT;
    private boolean isOver;

    private Decision step(Step step, boolean repeats) {
      if (isOver || step.compareTo(last) < (repeats ? 0 : 1)) {
        wrong.add(step + " after " + last);
      }
      last = step;
      try {
        var decision = decision();
        // Refusals of a recipient, and skips, are not the end.
        isOver =
            switch (decision) {
              case Decision.Continue _ -> false;
              case Decision.Skip _ -> step != Step.BODY;
              case Decision.Accept _, Decision.Discard _ -> true;
              case Decision.Reject _, Decision.TempFail _, Decision.Respond _ ->
                  step != Step.RECIPIENT;
            };
        return decision;
      } catch (IllegalStateException bug) {
        isOver = true;
        throw bug;
      }
    }

    @Override
    public Decision mail(String path, List<String> parameters) {
      return step(Step.MAIL, false);
    }

    @Override
    public Decision recipient(String path, List<String> parameters) {
      return step(Step.RECIPIENT, true);
    }

    @Override
    public Decision data() {
      return step(Step.DATA, false);
    }

    @Override
    public Decision field(String name, String rawValue) {
      return step(Step.FIELD, true);
    }

    @Override
    public Decision endOfHeader() {
      return step(Step.END_OF_HEADER, false);
    }

    @Override
    public Decision body(byte[] octets, int from, int to) {
      return step(Step.BODY, true);
    }

    @Override
    public Verdict end(Progress progress) {
      progress.tick();
      var decision = step(Step.END, false);
      isOver = true;
      var last = decision instanceof Decision.Skip ? new Decision.Continue() : decision;
      return new Verdict(List.of(), last);
    }

    @Override
    public void aborted() {
      if (isOver) wrong.add("aborted after " + last);
      isOver = true;
    }
  }
}
