package org.signet.mtasts;

import java.util.List;
import java.util.Optional;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Resolver;
import org.signet.dns.Type;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;
import org.signet.https.Fetched;
import org.signet.https.Https;

/// The two questions of policy discovery: the record, and the policy itself. RFC 8461 §3
record Discovery(Resolver dns, Https https) {
  private static final int OK = 200;
  private static final String PLAIN_TEXT = "text/plain";

  /// What a question came to: a value, or why there is none.
  sealed interface Step<T> {
    record Got<T>(T value) implements Step<T> {}

    record Not<T>(Undiscovered why) implements Step<T> {}
  }

  /// Asks for the record. Empty where the domain's name leaves no room for it.
  Optional<Answer<Rdata.Txt>> askForRecord(Domain domain) {
    return MtaStsRecord.nameFor(domain).map(name -> dns.lookup(name, Type.TXT));
  }

  /// The one record among the texts that were found. §3.1
  static Step<MtaStsRecord> record(Optional<Answer<Rdata.Txt>> answer) {
    if (answer.isEmpty()) {
      return new Step.Not<>(new Undiscovered.NoRecord());
    }
    return switch (answer.get()) {
      case Answer.Found<Rdata.Txt>(_, var texts, _) -> chosen(texts);
      case Answer.NoData<Rdata.Txt> _, Answer.NoSuchName<Rdata.Txt> _ ->
          new Step.Not<>(new Undiscovered.NoRecord());
      case Answer.Failed<Rdata.Txt> failed ->
          new Step.Not<>(new Undiscovered.RecordUnanswered(failed));
    };
  }

  private static Step<MtaStsRecord> chosen(List<Rdata.Txt> texts) {
    var meant = texts.stream().map(Rdata.Txt::joined).filter(MtaStsRecord::isMeant).toList();
    return switch (meant.size()) {
      case 0 -> new Step.Not<>(new Undiscovered.NoRecord());
      case 1 ->
          switch (MtaStsRecord.parse(meant.getFirst())) {
            case Parsed.Ok<MtaStsRecord>(var record) -> new Step.Got<>(record);
            case Parsed.Malformed<MtaStsRecord>(var problem) ->
                new Step.Not<>(new Undiscovered.RecordInvalid(problem));
          };
      default -> new Step.Not<>(new Undiscovered.SeveralRecords(meant.size()));
    };
  }

  /// Asks the policy host. §3.3
  Fetched askForPolicy(Domain domain) {
    return MtaStsPolicy.addressFor(domain)
        .map(https::get)
        .orElseGet(
            () -> new Fetched.Failed(Fetched.Cause.FORBIDDEN_URI, "no host can have that name"));
  }

  /// The policy in what the host answered. §3.2, §3.3
  static Step<MtaStsPolicy> policy(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Failed failed -> new Step.Not<>(new Undiscovered.Unfetched(failed));
      case Fetched.Answered(var status, var mediaType, var body) -> {
        if (status != OK) {
          yield new Step.Not<>(new Undiscovered.StatusNotOk(status));
        }
        if (!isPlainText(mediaType)) {
          yield new Step.Not<>(new Undiscovered.NotPlainText(mediaType));
        }
        yield switch (MtaStsPolicy.parse(body)) {
          case Parsed.Ok<MtaStsPolicy>(var policy) -> new Step.Got<>(policy);
          case Parsed.Malformed<MtaStsPolicy>(var problem) ->
              new Step.Not<>(new Undiscovered.PolicyInvalid(problem));
        };
      }
    };
  }

  /// The type without its parameters, in any case. RFC 9110 §8.3.1
  private static boolean isPlainText(String mediaType) {
    int end = mediaType.indexOf(';');
    var type = end < 0 ? mediaType : mediaType.substring(0, end);
    return Ascii.equalsIgnoreCase(Ascii.trimFolding(type), PLAIN_TEXT);
  }
}
