package org.signet.milter;

import java.util.List;

/// A filter's view of one message. The methods are called from the top down, each only where
/// [Needs] says that the filter wants to hear it. All strings hold one char per octet.
///
/// A message ends by [#end], by [#aborted], or by what the filter decided before; after that
/// nothing is called.
public interface MessageFilter {
  /// The sender is named.
  ///
  /// @param path the argument of MAIL as the MTA gives it, with or without angle brackets
  /// @param parameters of ESMTP, such as `SIZE=1000`
  default Decision mail(String path, List<String> parameters) {
    return new Decision.Continue();
  }

  /// A recipient is named. To refuse the recipient does not end the message. A filter that may do
  /// so must say that it answers this step.
  ///
  /// @param path the argument of RCPT as the MTA gives it, with or without angle brackets
  default Decision recipient(String path, List<String> parameters) {
    return new Decision.Continue();
  }

  /// The client has named its recipients, and would send the message now.
  default Decision data() {
    return new Decision.Continue();
  }

  /// A header field has come.
  ///
  /// @param rawValue the octets behind the colon, folded with CRLF, as in
  ///     [org.signet.message.Header.Builder#add]
  default Decision field(String name, String rawValue) {
    return new Decision.Continue();
  }

  /// The header is complete.
  default Decision endOfHeader() {
    return new Decision.Continue();
  }

  /// A piece of the body, cut anywhere. The octets are the caller's, and change after the call.
  default Decision body(byte[] octets, int from, int to) {
    return new Decision.Continue();
  }

  /// The message is complete.
  Verdict end(Progress progress);

  /// The message will not come to its end.
  default void aborted() {}
}
