package org.signet.setup.postfix;

/// What a person should know about a Postfix and the guard.
public sealed interface Remark {
  /// The guard's socket is out of reach, in front of the door of a chroot.
  ///
  /// @param queue the folder that is its root
  record OutOfReach(String socket, String queue) implements Remark {}

  /// The guard does what this one does.
  record Replaceable(String list, String item) implements Remark {}

  /// This one goes.
  record Replaced(String list, String item) implements Remark {}

  /// This one stays, behind the guard.
  record Stays(String list, String item) implements Remark {}

  /// rspamd stays, and should do less.
  record Rspamd(String list, String item) implements Remark {}

  /// What Postfix would do when the guard does not answer.
  record Action(String value) implements Remark {}

  /// Mail of this service has a name of its own.
  record Named(Service service, String name) implements Remark {}

  /// The guard does not know what comes under this name.
  record Unknown(String name) implements Remark {}

  /// The guard does not know mail of this host as ours.
  record LocalUnknown() implements Remark {}

  /// Mail comes back from a filter by this service.
  record Filtered(Service service) implements Remark {}

  /// The guard listens in another network than the Postfix of a container.
  record Container(String socket) implements Remark {}

  /// Nobody can log in by a service of its own.
  record NoSubmission() implements Remark {}

  /// The log does not tell which mail goes out encrypted.
  record Unlogged() implements Remark {}
}
