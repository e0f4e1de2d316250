package org.signet.setup.postfix;

import org.signet.foundation.explain.Explanation;
import org.signet.foundation.explain.Mark;
import org.signet.foundation.text.Ascii;

/// A plan in words.
public final class PlanExplainer {
  private static final int SHOWN = 200;

  private PlanExplainer() {}

  public static Explanation explain(Plan plan) {
    var reasons = plan.remarks().stream().map(PlanExplainer::explain).toList();
    return verdict(plan).because(reasons);
  }

  private static Explanation verdict(Plan plan) {
    if (!plan.isPossible()) {
      return Explanation.of(
          Mark.BAD, "Postfix cannot reach the guard at " + shown(plan.guard()) + ".");
    }
    return plan.steps().isEmpty()
        ? Explanation.of(Mark.GOOD, "Postfix asks the guard at " + shown(plan.guard()) + ".")
        : Explanation.of(
            Mark.NOTE,
            "These lines let Postfix ask the guard at "
                + shown(plan.guard())
                + "; nothing was changed.");
  }

  public static Explanation explain(Remark remark) {
    return switch (remark) {
      case Remark.OutOfReach(var socket, var queue) ->
          bad(
              "Postfix runs in the chroot %s and does not see %s. Let the guard listen below that"
                  + " folder, listen = [\"unix:%s/signet/milter\"], or at inet:127.0.0.1:8891.",
              queue, socket, queue);
      case Remark.Replaceable(var list, var item) ->
          warn(
              "%s has %s, which does what the guard does. It should go when the guard has its keys"
                  + " (signet import, and then --replace here).",
              list, item);
      case Remark.Replaced(var list, var item) ->
          note("%s leaves %s: the guard does its work.", item, list);
      case Remark.Stays(var list, var item) ->
          note("%s stays in %s, behind the guard.", item, list);
      case Remark.Rspamd(var list, var item) ->
          warn(
              "%s stays in %s, behind the guard. Switch off its modules dkim_signing and arc, so"
                  + " that mail is signed once.",
              item, list);
      case Remark.Action(var value) ->
          warn(
              "milter_default_action is %s: without the guard, mail would not wait for it. This"
                  + " holds for every milter.",
              value);
      case Remark.Named(var service, var name) ->
          warn(
              "%s goes by the name %s, which the guard does not know: write %s = \"submission\""
                  + " under [ways.daemons].",
              service.toString(), name, name);
      case Remark.Unknown(var name) ->
          warn(
              "Tell the guard that it is a submission: %s = \"submission\" under [ways.daemons].",
              name);
      case Remark.LocalUnknown() ->
          warn(
              "What programs of this host send, and bounces, come to the guard as from 127.0.0.1,"
                  + " and would be judged like the mail of strangers: write own = [\"127.0.0.1\"]"
                  + " under [ways], unless a proxy or a tunnel on this host brings strangers.");
      case Remark.Filtered(var service) ->
          warn(
              "By %s mail seems to come back from a filter, and would be asked about again: set"
                  + " receive_override_options=no_milters there.",
              service.toString());
      case Remark.Container(var socket) ->
          warn(
              "This is a container: %s is its own, and not that of the host or of another"
                  + " container.",
              socket);
      case Remark.Unlogged() ->
          warn(
              "Postfix does not log which mail goes out encrypted, so signet explain cannot tell:"
                  + " set smtp_tls_loglevel = 1.");
      case Remark.NoSubmission() ->
          note("master.cf has no submission service; who logs in is known all the same.");
    };
  }

  private static Explanation bad(String words, String... shown) {
    return of(Mark.BAD, words, shown);
  }

  private static Explanation warn(String words, String... shown) {
    return of(Mark.WARN, words, shown);
  }

  private static Explanation note(String words, String... shown) {
    return of(Mark.NOTE, words, shown);
  }

  private static Explanation of(Mark mark, String words, String... shown) {
    var safe = new Object[shown.length];
    for (int i = 0; i < shown.length; i++) {
      safe[i] = shown(shown[i]);
    }
    return Explanation.of(mark, words.formatted(safe));
  }

  private static String shown(String text) {
    return Ascii.printable(text, SHOWN);
  }
}
