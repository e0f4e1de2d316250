import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts together what the runners of suites noted in `target/conformance`, prints it as a table,
/// and holds docs/conformance.md against it. A file `NAME.md` there is a section of the page.
/// `mvn verify` runs it, last; where no suite was there, there is nothing to hold.
///
/// Arguments: the folder of the project, and perhaps `--write`, which writes the page anew.
public final class Conformance {
  private static final String HEAD =
      """
      # Conformance

      Test suites that nobody here wrote, read from the folder that `-Dsignet.suites` names. Made by
      `mvn verify` and `java bin/Conformance.java . --write`; the build fails where it is not true.
      A case passes, or it is an exception with the clause that settles it; each runner asserts how
      many cases there are.

      The rows of *peers* are messages exchanged in the lab (`testing/lab`) with programs that others
      wrote, each finding the keys of the other in the real DNS there.

      """;

  private record Exempt(String name, int cases, String why) {}

  private record Suite(String name, int cases, List<Exempt> exceptions) {
    String row() {
      int exempt = exceptions.stream().mapToInt(Exempt::cases).sum();
      return "| %s | %d | %d | %d |".formatted(name, cases, cases - exempt, exempt);
    }
  }

  public static void main(String[] arguments) throws IOException {
    var root = Path.of(arguments[0]);
    var suites = suites(root.resolve("target/conformance"));
    if (suites.isEmpty()) {
      System.out.println("no suite was there: docs/conformance.md is not held against any");
      return;
    }
    System.out.println("suite, cases, passed, named exceptions");
    suites.forEach(suite -> System.out.println(suite.row()));
    var sections = sections(root.resolve("target/conformance"));
    var page = root.resolve("docs/conformance.md");
    if (arguments.length > 1 && arguments[1].equals("--write")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, page(suites) + String.join("", sections.values()));
      return;
    }
    var written = Files.exists(page) ? Files.readString(page) : "";
    var untrue =
        Stream.concat(
                suites.stream().filter(suite -> !holds(written, suite)).map(Suite::name),
                sections.keySet().stream().filter(name -> !written.contains(sections.get(name))))
            .toList();
    if (!untrue.isEmpty()) {
      System.err.println("docs/conformance.md does not say what the suites say: " + untrue);
      System.err.println("java bin/Conformance.java . --write");
      System.exit(1);
    }
  }

  private static boolean holds(String page, Suite suite) {
    return page.contains(suite.row())
        && suite.exceptions.stream().allMatch(one -> page.contains(line(one)));
  }

  private static List<Suite> suites(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var suites = new ArrayList<Suite>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(".tsv")).sorted().toList()) {
        var lines = Files.readAllLines(file);
        var head = lines.getFirst().split("\t");
        var exceptions = new ArrayList<Exempt>();
        for (var line : lines.subList(1, lines.size())) {
          var columns = line.split("\t");
          exceptions.add(new Exempt(columns[0], Integer.parseInt(columns[1]), columns[2]));
        }
        suites.add(new Suite(head[0], Integer.parseInt(head[1]), exceptions));
      }
    }
    return suites;
  }

  private static Map<String, String> sections(Path folder) throws IOException {
    var sections = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        sections.put(file.getFileName().toString(), "\n" + Files.readString(file));
      }
    }
    return sections;
  }

  private static String page(List<Suite> suites) {
    var rows = suites.stream().map(Suite::row).collect(Collectors.joining("\n"));
    var exceptions =
        suites.stream()
            .filter(suite -> !suite.exceptions.isEmpty())
            .map(Conformance::section)
            .collect(Collectors.joining("\n"));
    return HEAD
        + "| suite | cases | passed | named exceptions |\n|---|---|---|---|\n"
        + rows
        + "\n\n## The exceptions\n\n"
        + exceptions;
  }

  private static String section(Suite suite) {
    return "### "
        + suite.name
        + "\n\n| case | ours, and why |\n|---|---|\n"
        + suite.exceptions.stream().map(Conformance::line).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String line(Exempt one) {
    var times = one.cases == 1 ? "" : " (" + one.cases + " cases)";
    return "| " + cell(one.name) + times + " | " + cell(one.why) + " |";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
