package org.signet.dkim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Who else may see a key file. Its owner may; so may, to read it, the group of the daemon that
/// signs, and whoever the service manager lets read a credential. A file that others can read, or
/// change, or put another in the place of, is refused.
///
/// Where the system knows no owners and groups, nothing is refused.
///
/// @param groups names of groups that may read, beside the one that this process runs in
/// @param credentials the folder of the service's credentials (`$CREDENTIALS_DIRECTORY`), which the
///     service manager protects in its own way: the files in it show a group that may read
public record KeyAccess(Set<String> groups, Optional<Path> credentials) {
  private static final Set<PosixFilePermission> NEVER =
      PosixFilePermissions.fromString("----wxrwx");

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  public KeyAccess {
    groups = Set.copyOf(groups);
  }

  /// The rules for this process: its own group, and these beside it.
  public static KeyAccess system(Set<String> groups) {
    var credentials = Optional.ofNullable(System.getenv("CREDENTIALS_DIRECTORY"));
    return new KeyAccess(groups, credentials.map(Path::of));
  }

  /// What is wrong with a file; empty where nothing is.
  ///
  /// @param file its real path, links followed
  Optional<KeyProblem> problem(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    var attributes = Files.readAttributes(file, PosixFileAttributes.class);
    var mode = attributes.permissions();
    if (mode.stream().anyMatch(NEVER::contains)
        || (mode.contains(PosixFilePermission.GROUP_READ)
            && !groupMayRead(attributes)
            && !isCredential(file))) {
      return Optional.of(new KeyProblem.OpenToOthers(file, PosixFilePermissions.toString(mode)));
    }
    return folderProblem(file);
  }

  private static Optional<KeyProblem> folderProblem(Path file) throws IOException {
    var folder = file.getParent();
    if (folder == null) {
      return Optional.empty();
    }
    var mode = Files.getPosixFilePermissions(folder);
    // In a folder with the sticky bit only the owner of a file can replace it.
    var isOpen = mode.contains(PosixFilePermission.OTHERS_WRITE) && !isSticky(folder);
    return isOpen
        ? Optional.of(new KeyProblem.InOpenFolder(folder, PosixFilePermissions.toString(mode)))
        : Optional.empty();
  }

  private static boolean isSticky(Path folder) throws IOException {
    return ((int) Files.getAttribute(folder, "unix:mode") & 01000) != 0;
  }

  private boolean groupMayRead(PosixFileAttributes attributes) throws IOException {
    if (groups.contains(attributes.group().getName())) {
      return true;
    }
    return Files.exists(THIS_PROCESS)
        && Files.readAttributes(THIS_PROCESS, PosixFileAttributes.class)
            .group()
            .equals(attributes.group());
  }

  private boolean isCredential(Path file) throws IOException {
    return credentials.isPresent()
        && Files.isDirectory(credentials.get())
        && file.startsWith(credentials.get().toRealPath());
  }
}
