package org.signet.setup.postfix;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.signet.foundation.text.Ascii;
import org.signet.foundation.text.IpAddress;
import org.signet.guard.Configuration;
import org.signet.guard.Ways;
import org.signet.milter.Listen;

/// Plans how a Postfix comes to ask the guard: a pure function of how both are set up.
public final class Planner {
  /// The name under which guides for Postfix let submissions go.
  static final String SUBMISSIONS = "ORIGINATING";

  static final String SMTPD_MILTERS = "smtpd_milters";
  private static final String NON_SMTPD_MILTERS = "non_smtpd_milters";
  private static final String DEFAULT_ACTION = "milter_default_action";
  private static final String PROTOCOL = "milter_protocol";
  private static final String DAEMON_NAME = "milter_macro_daemon_name";
  private static final String LOGLEVEL = "smtp_tls_loglevel";
  private static final int MOST_LOGLEVEL = 4;
  private static final String FILTER_CLASSES = "internal_mail_filter_classes";
  private static final IpAddress LOCALHOST = IpAddress.of("127.0.0.1");
  private static final int VERSION = 6;

  private final Postconf postfix;
  private final Configuration configuration;
  private final boolean replaces;
  private final List<Step> steps = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();

  private Planner(Postconf postfix, Configuration configuration, boolean replaces) {
    this.postfix = postfix;
    this.configuration = configuration;
    this.replaces = replaces;
  }

  /// What to change, and what to know.
  ///
  /// @param replaces whether milters go that do what the guard does
  /// @param isContainer whether Postfix runs in a container
  public static Plan plan(
      Postconf postfix, Configuration configuration, boolean replaces, boolean isContainer) {
    var planner = new Planner(postfix, configuration, replaces);
    var listen = planner.listen();
    var guard = planner.place(listen);
    if (listen instanceof Listen.Unix(var path, var _) && planner.isOutside(path)) {
      planner.remarks.add(new Remark.OutOfReach(guard, postfix.value("queue_directory")));
      return new Plan(guard, List.of(), planner.remarks);
    }
    if (isContainer && listen instanceof Listen.Tcp) {
      planner.remarks.add(new Remark.Container(guard));
    }
    planner.lists(guard);
    planner.local();
    planner.behaviour();
    planner.services(guard);
    planner.log();
    return new Plan(guard, planner.steps, planner.remarks);
  }

  /// From level 1 on, Postfix tells of each encrypted connection; `signet explain` rests on it.
  private void log() {
    if (Ascii.parseNumber(postfix.expanded(postfix.value(LOGLEVEL)), MOST_LOGLEVEL) < 1) {
      remarks.add(new Remark.Unlogged());
    }
  }

  /// The first place that Postfix can reach, or else the first.
  private Listen listen() {
    var all = configuration.milter().listen();
    return all.stream()
        .filter(one -> !(one instanceof Listen.Unix(var path, var _) && isOutside(path)))
        .findFirst()
        .orElse(all.getFirst());
  }

  /// Whether what runs in a chroot cannot see it.
  private boolean isOutside(Path path) {
    return postfix.isChrooted() && !path.startsWith(queue());
  }

  private Path queue() {
    try {
      return Path.of(postfix.value("queue_directory"));
    } catch (InvalidPathException _) {
      return Path.of("/var/spool/postfix");
    }
  }

  /// As Postfix writes it: below the queue directory as seen from there, which is right in a chroot
  /// and outside of it.
  private String place(Listen listen) {
    return switch (listen) {
      case Listen.Unix(var path, var _) ->
          "unix:" + (path.startsWith(queue()) ? queue().relativize(path) : path);
      case Listen.Tcp(var address, var _) when address.getAddress().isAnyLocalAddress() ->
          "inet:127.0.0.1:" + address.getPort();
      case Listen.Tcp tcp -> tcp.toString();
    };
  }

  private void lists(String guard) {
    list(Optional.empty(), SMTPD_MILTERS, postfix.stated(SMTPD_MILTERS), guard);
    if (!isSame(postfix.value(NON_SMTPD_MILTERS))) {
      list(Optional.empty(), NON_SMTPD_MILTERS, postfix.stated(NON_SMTPD_MILTERS), guard);
    }
  }

  /// Whether a list is that of main.cf for mail from a network.
  private static boolean isSame(String list) {
    return list.equals("$" + SMTPD_MILTERS) || list.equals("${" + SMTPD_MILTERS + "}");
  }

  private void list(Optional<Service> service, String name, Optional<String> stated, String guard) {
    var now = Milters.parse(stated.orElse(""));
    var where = service.map(one -> one + "/").orElse("") + name;
    var kinds = new ArrayList<Milters.Kind>();
    for (var item : now.items()) {
      for (var inner : Milters.parse(postfix.expanded(item)).items()) {
        var kind = Milters.kind(inner, guard);
        kinds.add(kind);
        remark(where, inner, kind, replaces && inner.equals(item));
      }
    }
    var leads = !kinds.isEmpty() && kinds.getFirst() == Milters.Kind.GUARD;
    var wanted = now.with(guard, replaces);
    if (!leads || wanted.items().size() < now.items().size()) {
      steps.add(new Step(service.map(Service::toString), name, wanted.toString(), stated));
    }
  }

  /// @param goes whether it can be taken out where the guard does the same
  private void remark(String list, String item, Milters.Kind kind, boolean goes) {
    switch (kind) {
      case GUARD -> {}
      case OPENDKIM, OPENDMARC, OPENARC ->
          remarks.add(goes ? new Remark.Replaced(list, item) : new Remark.Replaceable(list, item));
      case RSPAMD -> remarks.add(new Remark.Rspamd(list, item));
      case OTHER -> remarks.add(new Remark.Stays(list, item));
    }
  }

  /// Mail of this host, and its bounces, come to a milter as from 127.0.0.1 (MILTER_README). Where
  /// that is nobody of ours, they would be judged like those of strangers.
  private void local() {
    var classes = postfix.value(FILTER_CLASSES);
    if (configuration.ways().own().stream().noneMatch(network -> network.holds(LOCALHOST))) {
      remarks.add(new Remark.LocalUnknown());
    } else if (!classes.contains("bounce")) {
      set(FILTER_CLASSES, classes.isEmpty() ? "bounce" : classes + ", bounce");
    }
  }

  private void behaviour() {
    var action = postfix.value(DEFAULT_ACTION);
    if (!action.equals("tempfail")) {
      remarks.add(new Remark.Action(action));
      set(DEFAULT_ACTION, "tempfail");
    }
    if (Ascii.parseNumber(postfix.value(PROTOCOL), 1_000) < VERSION) {
      set(PROTOCOL, Integer.toString(VERSION));
    }
  }

  private void set(String name, String value) {
    steps.add(new Step(Optional.empty(), name, value, postfix.stated(name)));
  }

  private void services(String guard) {
    for (var service : postfix.services()) {
      if (service.isSubmission()) {
        submission(service, guard);
      } else if (service.takesMail() && isReinjection(service)) {
        remarks.add(new Remark.Filtered(service));
      }
    }
    if (postfix.services().stream().noneMatch(Service::isSubmission)) {
      remarks.add(new Remark.NoSubmission());
    } else if (isUnknown(SUBMISSIONS) && steps.stream().anyMatch(Planner::names)) {
      remarks.add(new Remark.Unknown(SUBMISSIONS));
    }
  }

  private static boolean names(Step step) {
    return step.name().equals(DAEMON_NAME);
  }

  private void submission(Service service, String guard) {
    service
        .own(SMTPD_MILTERS)
        .filter(Predicate.not(Planner::isSame))
        .ifPresent(own -> list(Optional.of(service), SMTPD_MILTERS, Optional.of(own), guard));
    var name = service.own(DAEMON_NAME);
    if (name.isEmpty()) {
      steps.add(
          new Step(Optional.of(service.toString()), DAEMON_NAME, SUBMISSIONS, Optional.empty()));
    } else if (isUnknown(name.get())) {
      remarks.add(new Remark.Named(service, name.get()));
    }
  }

  private boolean isUnknown(String name) {
    return configuration.ways().daemons().get(name) != Ways.Door.SUBMISSION;
  }

  /// Whether a filter gives mail back here, as far as one can tell: there is one, and the service
  /// does not ask it again, but would ask milters.
  private boolean isReinjection(Service service) {
    return service.own("content_filter").filter(String::isEmpty).isPresent()
        && !service.own("receive_override_options").orElse("").contains("no_milters")
        && service.own(SMTPD_MILTERS).isEmpty();
  }
}
