package org.signet.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A small file that must stay secret: a key, a passphrase, or a secret shared with a name server.
public final class SecretFile {
  /// What came of reading one.
  public sealed interface Reading {}

  /// Its octets, one char each.
  public record Content(String text) implements Reading {}

  /// Why it is not read.
  public record Closed(KeyProblem why) implements Reading {}

  private SecretFile() {}

  /// Reads a file of at most so many octets, by the rules of who may read it.
  public static Reading read(Path file, KeyAccess access, int most) {
    try {
      var real = file.toRealPath();
      if (!Files.isRegularFile(real)) {
        return new Closed(new KeyProblem.NotAFile());
      }
      var problem = access.problem(real);
      if (problem.isPresent()) {
        return new Closed(problem.get());
      }
      try (var in = Files.newInputStream(real)) {
        var octets = in.readNBytes(most + 1);
        return octets.length > most
            ? new Closed(new KeyProblem.TooLarge(most))
            : new Content(new String(octets, ISO_8859_1));
      }
    } catch (NoSuchFileException _) {
      return new Closed(new KeyProblem.NotFound());
    } catch (AccessDeniedException _) {
      return new Closed(new KeyProblem.NotReadable("permission denied"));
    } catch (FileSystemException e) {
      return new Closed(new KeyProblem.NotReadable(reason(e.getReason())));
    } catch (IOException e) {
      return new Closed(new KeyProblem.NotReadable(reason(e.getMessage())));
    }
  }

  private static String reason(@Nullable String reason) {
    return reason == null ? "it cannot be opened" : reason;
  }
}
