package org.signet.smtp;

import java.util.List;

/// What sending one message came to.
public sealed interface Delivery {
  /// It was sent to the end of its data, and this is what the server said to it: it has the message
  /// only where that is positive.
  ///
  /// @param recipients the reply to each, in order
  record Finished(List<Reply> recipients, Reply last) implements Delivery {
    public Finished {
      recipients = List.copyOf(recipients);
    }
  }

  /// The session is not what the message needs; nothing was said.
  record Lacking(Transmission.Need need) implements Delivery {}

  /// The sender was not taken.
  record SenderRefused(Reply reply) implements Delivery {}

  /// None of the recipients was taken.
  record RecipientsRefused(List<Reply> replies) implements Delivery {
    public RecipientsRefused {
      replies = List.copyOf(replies);
    }
  }

  /// Recipients were taken, and then DATA was not.
  record DataRefused(List<Reply> recipients, Reply reply) implements Delivery {
    public DataRefused {
      recipients = List.copyOf(recipients);
    }
  }

  /// The content has a CR or LF that stands alone, or no CRLF at its end: it was not sent to its
  /// end, and the connection is closed.
  ///
  /// @param at octets of content before the place
  record Unsendable(long at) implements Delivery {}

  /// The session was lost; whether the server has the message is not known where that was behind
  /// the end of the data.
  record Lost(Loss loss) implements Delivery {}
}
