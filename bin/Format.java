import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;

/// Formats every Java file below a folder with google-java-format, or only looks whether each is
/// formatted. The root pom runs it: `mvn -q -N -Pformat process-sources` writes them, and
/// `mvn verify` looks.
///
/// Arguments: the folder, and `--write` or `--check`.
public final class Format {
  private static final Set<String> NOT_OURS = Set.of("target", ".git");

  public static void main(String[] arguments) throws IOException {
    boolean writes = arguments[1].equals("--write");
    var command =
        new ArrayList<>(
            writes ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    Files.walkFileTree(
        Path.of(arguments[0]),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) command.add(file.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    int status =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(System.out, System.err, command.toArray(String[]::new));
    if (status != 0 && !writes) {
      System.err.println("Not formatted (above). To format: mvn -q -N -Pformat process-sources");
    }
    System.exit(status);
  }
}
