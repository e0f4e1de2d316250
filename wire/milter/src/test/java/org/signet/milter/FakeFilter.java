package org.signet.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A filter that writes down what it is told, and decides what a test says.
final class FakeFilter implements MailFilter {
  /// Everything that can be heard, and done.
  static final Needs ALL = Needs.nothing().hearing(Step.values()).doing(Action.values());

  /// What was told, a line each; chars as they are.
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private final Map<Step, Supplier<Decision>> decisions = new EnumMap<>(Step.class);
  private Needs needs = ALL;
  private Function<Progress, Verdict> end = _ -> Verdict.deliver();
  private List<String> shown = List.of();

  FakeFilter needing(Needs wanted) {
    needs = wanted;
    return this;
  }

  FakeFilter deciding(Step step, Decision decision) {
    return deciding(step, () -> decision);
  }

  FakeFilter deciding(Step step, Supplier<Decision> decision) {
    decisions.put(step, decision);
    return this;
  }

  FakeFilter ending(Verdict verdict) {
    return ending(_ -> verdict);
  }

  FakeFilter ending(Function<Progress, Verdict> verdict) {
    end = verdict;
    return this;
  }

  /// Writes down the values of these macros at each step where one has a value.
  FakeFilter showing(String... macros) {
    shown = List.of(macros);
    return this;
  }

  @Override
  public Needs needs() {
    return needs;
  }

  private Decision tell(Conversation conversation, Step step, String what) {
    var line = new StringBuilder(what);
    for (var name : shown) {
      conversation.macro(name).ifPresent(value -> line.append(' ' + name + '=' + value));
    }
    heard.add(line.toString());
    return Optional.ofNullable(decisions.get(step))
        .map(Supplier::get)
        .orElseGet(Decision.Continue::new);
  }

  @Override
  public Decision connected(Conversation conversation) {
    return tell(conversation, Step.CONNECT, "connect " + conversation.client());
  }

  @Override
  public Decision greeted(Conversation conversation) {
    return tell(conversation, Step.HELO, "helo " + conversation.greeting());
  }

  @Override
  public MessageFilter begin(Conversation conversation) {
    return new MessageFilter() {
      @Override
      public Decision mail(String path, List<String> parameters) {
        return tell(conversation, Step.MAIL, "mail " + path + parameters);
      }

      @Override
      public Decision recipient(String path, List<String> parameters) {
        return tell(conversation, Step.RECIPIENT, "recipient " + path + parameters);
      }

      @Override
      public Decision data() {
        return tell(conversation, Step.DATA, "data");
      }

      @Override
      public Decision field(String name, String rawValue) {
        return tell(conversation, Step.FIELD, "field " + name + ':' + rawValue);
      }

      @Override
      public Decision endOfHeader() {
        return tell(conversation, Step.END_OF_HEADER, "end of header");
      }

      @Override
      public Decision body(byte[] octets, int from, int to) {
        var piece = new String(octets, from, to - from, ISO_8859_1);
        return tell(conversation, Step.BODY, "body " + piece);
      }

      @Override
      public Verdict end(Progress progress) {
        tell(conversation, Step.END, "end");
        return end.apply(progress);
      }

      @Override
      public void aborted() {
        tell(conversation, Step.END, "aborted");
      }
    };
  }
}
