package org.signet.guard.serve;

import org.signet.milter.Conversation;
import org.signet.milter.Ending;
import org.signet.milter.Listen;
import org.signet.milter.Observer;

/// Two who hear of connections.
record Observers(Observer first, Observer second) implements Observer {
  @Override
  public void ended(Conversation conversation, Ending ending) {
    first.ended(conversation, ending);
    second.ended(conversation, ending);
  }

  @Override
  public void failed(Conversation conversation, Throwable thrown) {
    first.failed(conversation, thrown);
    second.failed(conversation, thrown);
  }

  @Override
  public void refused() {
    first.refused();
    second.refused();
  }

  @Override
  public void notAccepted(Listen where, Throwable why) {
    first.notAccepted(where, why);
    second.notAccepted(where, why);
  }
}
