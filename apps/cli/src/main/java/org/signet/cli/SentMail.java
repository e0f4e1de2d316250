package org.signet.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Json;
import org.signet.foundation.explain.JsonRenderer;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;
import org.signet.maillog.LogEvent;
import org.signet.maillog.Protection;
import org.signet.maillog.Transmission;
import org.signet.maillog.Transmission.Status;
import org.signet.maillog.TransmissionExplainer;
import org.signet.maillog.TransmissionJson;
import org.signet.store.TlsAnswer;

/// The messages of one queue id that a log tells of: how each went on, and what protected it.
final class SentMail {
  /// Tries of all of them that are told; a message may have very many recipients.
  private static final int MOST = 1_000;

  private final String queueId;
  private final List<List<Transmission>> messages = new ArrayList<>();

  /// The message that has the id now, by host.
  private final Map<String, List<Transmission>> current = new HashMap<>();

  private int count;

  SentMail(String queueId) {
    this.queueId = queueId;
  }

  /// Takes what is of this queue id; once a message is gone, the id is that of another.
  void take(LogEvent event) {
    switch (event) {
      case Transmission one when one.queueId().equals(queueId) -> {
        if (count++ < MOST) {
          current.computeIfAbsent(one.host(), _ -> begin()).add(one);
        }
      }
      case LogEvent.Removed(_, var host, var id) when id.equals(queueId) -> current.remove(host);
      default -> {}
    }
  }

  private List<Transmission> begin() {
    var message = new ArrayList<Transmission>();
    messages.add(message);
    return message;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /// One for each message, in the order of time.
  List<Explanation> explanations(ToldPolicies policies) {
    var all = new ArrayList<Explanation>();
    for (var message : messages) {
      all.add(
          Explanation.of(Mark.NOTE, "Message %s, as it was sent on:".formatted(queueId))
              .because(message.stream().map(one -> explanation(one, policies)).toList()));
    }
    if (count > MOST) {
      all.add(Explanation.of(Mark.NOTE, (count - MOST) + " further tries are not told."));
    }
    return all;
  }

  private static Explanation explanation(Transmission one, ToldPolicies policies) {
    var protection = policies.protection(one);
    var explained = TransmissionExplainer.explain(one, protection);
    if (protection == Protection.NOT_ON_THE_WAY) {
      return explained;
    }
    var because = new ArrayList<>(explained.because());
    var answers = policies.at(one);
    answers.forEach(answer -> because.add(words(answer, one, protection)));
    if (answers.isEmpty() && policies.areKept()) {
      because.add(
          Explanation.of(
              Mark.NOTE, "What Postfix had been told to demand of this domain is not kept."));
    }
    return explained.because(because);
  }

  private static Explanation words(TlsAnswer answer, Transmission one, Protection protection) {
    var told =
        "Postfix had been told \"%s\" for %s: %s"
            .formatted(answer.answer(), answer.domain().text(), answer.reason());
    boolean isIgnored =
        one.status() == Status.SENT && !protection.isVerified() && demandsVerifying(answer);
    return isIgnored
        ? Explanation.of(
            Mark.BAD, told + " It did not do so: perhaps it does not ask Signet for this mail.")
        : Explanation.of(Mark.NOTE, told);
  }

  /// By the levels of Postfix (TLS_README).
  private static boolean demandsVerifying(TlsAnswer answer) {
    return answer.answer().startsWith("dane-only") || answer.answer().startsWith("secure");
  }

  /// One object for each try.
  List<String> json(ToldPolicies policies) {
    return messages.stream().flatMap(List::stream).map(one -> json(one, policies)).toList();
  }

  private static String json(Transmission one, ToldPolicies policies) {
    var json = new Json().beginObject();
    var protection = policies.protection(one);
    TransmissionJson.write(json, one, protection);
    json.name("policies").beginArray();
    for (var answer : policies.at(one)) {
      json.beginObject().member("answer", answer.answer());
      json.member("basis", Ascii.toLower(answer.basis().name()));
      json.member("reason", answer.reason()).endObject();
    }
    json.endArray().name("explanation");
    JsonRenderer.write(json, explanation(one, policies));
    return json.endObject() + "\n";
  }
}
