package org.signet.dns;

/// Puts a question to one authoritative server over one transport, so that servers that disagree,
/// and a transport that is blocked, can be seen. Blocks, and never throws for what the network did.
@FunctionalInterface
public interface DirectQuery {
  /// What the server says. Where that is an alias out of its zones, whoever asks for us follows it.
  /// An answer that does not fit into UDP is [Answer.Cause#TRUNCATED] there.
  <R extends Rdata> Answer<R> ask(Authority server, Transport transport, Question<R> question);

  /// Over the network.
  ///
  /// @param aliases follows an alias that leads out of the server's zones
  static DirectQuery overNetwork(Resolver aliases) {
    return new NetworkQuery(aliases, NameServer.PORT);
  }
}
