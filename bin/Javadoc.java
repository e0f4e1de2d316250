import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/// Writes one Javadoc for all modules below a folder, with the index of the standards that they
/// name (`@spec`). A broken comment fails. `mvn verify` runs it, last.
///
/// Arguments: the folder, where to write, and the paths of the modules that ours require.
public final class Javadoc {
  private static final Pattern NAME = Pattern.compile("(?m)^(?:open )?module ([\\w.]+)");

  public static void main(String[] arguments) throws IOException {
    var root = Path.of(arguments[0]);
    var command =
        new ArrayList<>(
            List.of("-quiet", "-Werror", "-Xdoclint:all,-missing", "-encoding", "UTF-8"));
    var required = Arrays.asList(arguments).subList(2, arguments.length);
    command.addAll(List.of("-d", arguments[1], "-p", String.join(File.pathSeparator, required)));
    command.addAll(List.of("-windowtitle", "Signet", "-notimestamp"));
    var names = new ArrayList<String>();
    for (var descriptor : descriptors(root)) {
      var name = NAME.matcher(Files.readString(descriptor));
      if (!name.find()) throw new IllegalArgumentException("no module in " + descriptor);
      names.add(name.group(1));
      command.add("--module-source-path");
      command.add(name.group(1) + "=" + descriptor.getParent());
    }
    command.addAll(List.of("--module", String.join(",", names)));
    System.exit(
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(System.out, System.err, command.toArray(String[]::new)));
  }

  private static List<Path> descriptors(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith("target") || folder.endsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith("module-info.java")) found.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
