package org.signet.keyring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.signet.dkim.KeyAccess;
import org.signet.dkim.KeyFile;
import org.signet.dkim.KeyReading;
import org.signet.dkim.Passphrase;
import org.signet.dkim.SigningKey;
import org.signet.foundation.text.Domain;

/// States and private keys in a folder for each domain. Every change is whole or not there, also
/// where the power fails: a new file is written down to the disk and then takes the name of the old
/// one.
final class FolderStore implements KeyStore {
  static final String STATE = "state";

  private static final String NEXT_STATE = "state.new";
  private static final String LOCK = "lock";

  /// A file lock keeps other processes out, and these the threads of this one: the domains share
  /// them by hash.
  private static final List<ReentrantLock> LOCKS =
      IntStream.range(0, 64).mapToObj(_ -> new ReentrantLock()).toList();

  private final Path root;
  private final KeyAccess access;

  FolderStore(Path root, KeyAccess access) {
    this.root = root;
    this.access = access;
  }

  /// The folder of a domain.
  ///
  /// @throws IllegalArgumentException where the name could lead elsewhere
  Path folder(Domain domain) {
    if (!domain.isMailName()) {
      throw new IllegalArgumentException("no mail domain: " + domain);
    }
    return root.resolve(domain.text());
  }

  @Override
  public StateReading read(Domain domain) {
    var file = folder(domain).resolve(STATE);
    try (var in = Files.newInputStream(file)) {
      var octets = in.readNBytes(StateReader.MOST_OCTETS + 1);
      return StateReader.read(file, domain, new String(octets, ISO_8859_1));
    } catch (NoSuchFileException _) {
      return new StateReading.Absent();
    } catch (IOException e) {
      return new StateReading.Closed(file, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void write(KeyState state) throws IOException {
    var folder = folder(state.domain());
    var next = folder.resolve(NEXT_STATE);
    try (var out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var octets = ByteBuffer.wrap(StateWriter.text(state).getBytes(ISO_8859_1));
      while (octets.hasRemaining()) {
        out.write(octets);
      }
      out.force(true);
    }
    Files.move(
        next,
        folder.resolve(STATE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  /// Writes the names in a folder down to the disk.
  private static void force(Path folder) throws IOException {
    try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public void keep(Domain domain, String file, SigningKey key) throws IOException {
    KeyFile.writeNew(folder(domain).resolve(file), key);
    force(folder(domain));
  }

  @Override
  public KeyReading privateKey(Domain domain, String file) {
    return KeyFile.read(folder(domain).resolve(file), access, new Passphrase.None());
  }

  @Override
  public void erase(Domain domain, String file) throws IOException {
    Files.deleteIfExists(folder(domain).resolve(file));
  }

  @Override
  public Lock lock(Domain domain) throws IOException {
    Files.createDirectories(folder(domain), ownerOnly(root));
    var folder = folder(domain).toRealPath();
    var threads = LOCKS.get(Math.floorMod(folder.hashCode(), LOCKS.size()));
    threads.lock();
    try {
      var processes = lockFile(folder.resolve(LOCK));
      return () -> {
        try {
          processes.close();
        } finally {
          threads.unlock();
        }
      };
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  /// A file whose lock goes when it is closed.
  private static FileChannel lockFile(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"))
        }
        : new FileAttribute<?>[0];
  }
}
