package org.signet.dns;

import java.util.List;

/// What name servers are good for, where signatures matter.
///
/// @param rootKeys what validating the keys of the root came to
/// @param name a name below the root, and what validating it came to
public record ResolverCheck(
    Validation validation, List<Server> servers, Validated rootKeys, Validated name) {
  public ResolverCheck {
    servers = List.copyOf(servers);
  }

  /// What one server did when it was asked for the keys of the root, which are a large answer.
  public record Server(NameServer server, Reply overUdp, Reply overTcp) {
    /// Whether it says of an answer that it has validated it.
    public boolean validates() {
      return isReply(reply -> reply.saysAd());
    }

    /// Whether it answers without the signatures that were asked for.
    public boolean stripsSignatures() {
      return isReply(reply -> reply.hasKeys() && !reply.hasSignatures());
    }

    private boolean isReply(java.util.function.Predicate<Reply.Came> test) {
      return java.util.stream.Stream.of(overUdp, overTcp)
          .anyMatch(reply -> reply instanceof Reply.Came came && test.test(came));
    }
  }

  /// How a reply came over one transport.
  public sealed interface Reply {
    /// All of it.
    ///
    /// @param octets how large it is; over UDP not more than was asked for, or it may be lost in
    ///     fragments on another path
    record Came(int octets, boolean hasKeys, boolean hasSignatures, boolean saysAd)
        implements Reply {}

    /// It did not fit, which the server said (TC).
    record Truncated() implements Reply {}

    /// The server said that it cannot answer.
    record Refused(Answer.Cause cause, String detail) implements Reply {}

    /// There was none.
    record Lost(String why) implements Reply {}
  }

  /// What validating one answer came to.
  public sealed interface Validated {
    record As(Question<?> question, Security security) implements Validated {}

    record Failed(Question<?> question, Answer.Cause cause, String detail) implements Validated {}
  }

  /// Whether what is signed can be told here.
  public boolean works() {
    return isSecure(rootKeys) && isSecure(name);
  }

  private static boolean isSecure(Validated validated) {
    return validated instanceof Validated.As(_, var security) && security == Security.SECURE;
  }
}
