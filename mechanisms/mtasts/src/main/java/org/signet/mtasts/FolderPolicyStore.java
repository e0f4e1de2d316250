package org.signet.mtasts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.Parsed;

/// Policies as files in a folder, one for each domain, named by it: a line with the time at which
/// it was fetched and the id, and the policy as it came. A file that cannot be understood counts as
/// none.
final class FolderPolicyStore implements PolicyStore {
  private static final long MOST_OCTETS = 1 << 17;
  private static final String UNFINISHED = ".new-";

  private final Path folder;
  private final int most;

  /// When each policy was fetched.
  private final Map<Domain, Instant> fetched = new ConcurrentHashMap<>();

  private FolderPolicyStore(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /// @param most policies that are kept; further ones are not
  static FolderPolicyStore open(Path folder, int most) throws IOException {
    Files.createDirectories(folder);
    var store = new FolderPolicyStore(folder, most);
    try (var files = Files.list(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        store.meet(file);
      }
    }
    return store;
  }

  private void meet(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    if (name.startsWith(UNFINISHED)) {
      Files.deleteIfExists(file);
    } else if (Domain.parse(name) instanceof Parsed.Ok<Domain>(var domain) && isKept(domain)) {
      read(file).ifPresent(policy -> fetched.put(domain, policy.fetched()));
    }
  }

  /// Whether a domain can have a policy; the name of one that can is the name of a file.
  private static boolean isKept(Domain domain) {
    return MtaStsPolicy.addressFor(domain).isPresent();
  }

  @Override
  public Optional<CachedPolicy> load(Domain domain) {
    try {
      return fetched.containsKey(domain) ? read(folder.resolve(domain.text())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<CachedPolicy> read(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_OCTETS) {
        return Optional.empty();
      }
      var text = Files.readString(file, ISO_8859_1);
      int end = text.indexOf('\n');
      int blank = text.indexOf(' ');
      if (blank < 0 || blank > end) {
        return Optional.empty();
      }
      var at = Instant.parse(text.substring(0, blank));
      var id = text.substring(blank + 1, end);
      return MtaStsPolicy.parse(text.substring(end + 1))
          .optional()
          .map(policy -> new CachedPolicy(policy, id, at));
    } catch (NoSuchFileException | DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public void save(Domain domain, CachedPolicy policy) {
    if (!isKept(domain) || (fetched.size() >= most && !fetched.containsKey(domain))) {
      return;
    }
    try {
      var next = Files.createTempFile(folder, UNFINISHED, "");
      Files.writeString(
          next, policy.fetched() + " " + policy.id() + '\n' + policy.policy().text(), ISO_8859_1);
      Files.move(
          next,
          folder.resolve(domain.text()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      fetched.put(domain, policy.fetched());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(Domain domain) {
    if (fetched.remove(domain) == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(domain.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Domain> fetchedBefore(Instant moment, int most) {
    return fetched.entrySet().stream()
        .filter(each -> each.getValue().isBefore(moment))
        .sorted(
            Map.Entry.<Domain, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
