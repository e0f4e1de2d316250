package org.signet.setup.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.signet.foundation.explain.Mark;
import org.signet.guard.Configuration;
import org.signet.milter.Listen;

/// Whether the mail server may use the sockets at which the guard listens.
public final class SocketCheck {
  private static final String TOPIC = "socket";

  private SocketCheck() {}

  /// Of every unix socket.
  ///
  /// @param groups the members of the groups of this host, as in `/etc/group`
  /// @param user of the mail server
  public static List<Finding> of(Configuration configuration, String groups, String user) {
    var findings = new ArrayList<Finding>();
    for (var listen : configuration.milter().listen()) {
      if (listen instanceof Listen.Unix(var path, var _)) {
        findings.add(of(path, groups, user));
      }
    }
    return findings;
  }

  private static Finding of(Path path, String groups, String user) {
    PosixFileAttributes file;
    try {
      file = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException _) {
      return Finding.of(TOPIC, Mark.BAD, "There is no socket at " + path + ".")
          .mend("start the guard: systemctl start signet");
    }
    var group = file.group().getName();
    if (file.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      return Finding.of(
              TOPIC,
              Mark.WARN,
              "Every program of this host can use " + path + ", and have mail signed.")
          .mend("socket_mode = \"660\" under [milter]");
    }
    if (!file.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      return Finding.of(TOPIC, Mark.BAD, "Only its owner can use " + path + ".")
          .mend("socket_mode = \"660\" under [milter]");
    }
    return isMember(groups, group, user)
        ? Finding.of(TOPIC, Mark.GOOD, user + " can use " + path + ", by its group " + group + ".")
        : Finding.of(TOPIC, Mark.BAD, user + " is not in the group " + group + " of " + path + ".")
            .mend("usermod -a -G " + group + " " + user + ", and restart Postfix");
  }

  /// `NAME:x:NUMBER:MEMBER,MEMBER`; a user is in the group of his own name.
  private static boolean isMember(String groups, String group, String user) {
    return group.equals(user)
        || groups
            .lines()
            .map(line -> List.of(line.split(":", -1)))
            .filter(parts -> parts.size() == 4 && parts.getFirst().equals(group))
            .anyMatch(parts -> List.of(parts.get(3).split(",", -1)).contains(user));
  }
}
