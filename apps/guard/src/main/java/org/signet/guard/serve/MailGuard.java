package org.signet.guard.serve;

import java.util.function.Supplier;
import org.signet.milter.Action;
import org.signet.milter.Conversation;
import org.signet.milter.MailFilter;
import org.signet.milter.MessageFilter;
import org.signet.milter.Needs;
import org.signet.milter.Step;

/// The guard as a filter of a mail server.
final class MailGuard implements MailFilter {
  /// Every way of putting mail aside is asked for: a connection outlives the configuration under
  /// which it began.
  private static final Needs NEEDS =
      Needs.nothing()
          .hearing(Step.CONNECT, Step.HELO, Step.RECIPIENT, Step.FIELD, Step.BODY)
          .doing(Action.ADD_FIELDS, Action.CHANGE_FIELDS, Action.QUARANTINE)
          .doing(Action.ADD_RECIPIENTS, Action.DELETE_RECIPIENTS)
          .macros(Step.CONNECT, "j", "{daemon_name}")
          .macros(Step.MAIL, "{auth_authen}", "{auth_type}")
          .macros(Step.END_OF_HEADER, "i")
          .macros(Step.END, "i");

  private final Supplier<Duty> duty;
  private final GuardObserver observer;

  /// @param duty that of now
  MailGuard(Supplier<Duty> duty, GuardObserver observer) {
    this.duty = duty;
    this.observer = observer;
  }

  @Override
  public Needs needs() {
    return NEEDS;
  }

  @Override
  public MessageFilter begin(Conversation conversation) {
    return new GuardedMessage(duty.get(), observer, conversation);
  }
}
