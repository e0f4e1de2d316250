package org.signet.guard.renewal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.guard.hosting.Hosting;
import org.signet.guard.hosting.PemIdentity;

/// New certificates that wait, in a folder: one folder below it for each host, with the chain, the
/// key and the job. One process at a time works with it.
public final class RenewalFolder implements AutoCloseable {
  private static final String OWNER_ONLY = "rwx------";
  private static final String PRIVATE = "rw-------";
  private static final String CHAIN = "chain.pem";
  private static final String KEY = "key.pem";
  private static final String JOB = "job";

  private final Path folder;
  private final FileChannel lock;

  private RenewalFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Opens the folder, which is made where it is missing; waits for another process to leave it.
  public static RenewalFolder open(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    requireOurs(folder);
    var lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock.lock();
      return new RenewalFolder(folder, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /// What is in the folder is run as a command: nobody else may write there.
  private static void requireOurs(Path folder) throws IOException {
    var mode = Files.getPosixFilePermissions(folder);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others can write into " + folder + ": chmod go-w " + folder);
    }
  }

  /// Takes in a new certificate. The same one again keeps what was noted of it.
  ///
  /// @throws IOException where the files cannot be used together
  public void stage(RenewalJob job, Hosting.CertificateFiles files) throws IOException {
    PemIdentity.read(files).requirePair();
    var place = place(job);
    Files.createDirectories(place);
    var chain = Files.readAllBytes(files.chain());
    var isSame = sameChain(place, chain);
    var known = isSame ? read(place).map(RenewalJob::progress) : Optional.<Renewal.Progress>empty();
    write(place.resolve(KEY), Files.readAllBytes(files.key()));
    write(place.resolve(CHAIN), chain);
    save(job.with(known.orElseGet(Renewal.Progress::none)));
  }

  private static boolean sameChain(Path place, byte[] chain) throws IOException {
    var waiting = place.resolve(CHAIN);
    return Files.exists(waiting) && Arrays.equals(Files.readAllBytes(waiting), chain);
  }

  private Path place(RenewalJob job) {
    return folder.resolve(job.host() + "-" + job.port());
  }

  /// The certificates that wait.
  public List<RenewalJob> jobs() throws IOException {
    var jobs = new ArrayList<RenewalJob>();
    try (var places = Files.list(folder)) {
      for (var place : places.sorted().toList()) {
        read(place).ifPresent(jobs::add);
      }
    }
    return jobs;
  }

  private static Optional<RenewalJob> read(Path place) throws IOException {
    try {
      return Files.isDirectory(place)
          ? RenewalJob.parse(Files.readString(place.resolve(JOB)))
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Notes how far a job is.
  public void save(RenewalJob job) throws IOException {
    write(place(job).resolve(JOB), job.text().getBytes(UTF_8));
  }

  /// The chain that waits.
  public PinnedChain next(RenewalJob job) throws IOException {
    return new PinnedChain(PemIdentity.certificates(place(job).resolve(CHAIN)));
  }

  /// The chain that the server shows; empty where there is none that can be read.
  public Optional<PinnedChain> current(RenewalJob job) {
    try {
      return Optional.of(new PinnedChain(PemIdentity.certificatesAmong(job.into())));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Puts key and chain where the server reads them, in one file and at once, and ends the job.
  public void install(RenewalJob job) throws IOException {
    var place = place(job);
    var key = Files.readString(place.resolve(KEY)).stripTrailing();
    var both = key + "\n" + Files.readString(place.resolve(CHAIN));
    write(job.into().toAbsolutePath(), both.getBytes(UTF_8));
    for (var file : List.of(JOB, CHAIN, KEY)) {
      Files.deleteIfExists(place.resolve(file));
    }
    Files.deleteIfExists(place);
  }

  /// A file that only its owner can read is there as a whole, old or new.
  private static void write(Path file, byte[] octets) throws IOException {
    var next =
        Files.createTempFile(
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(Path.of("."))),
            ".new-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    try {
      Files.write(next, octets);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
