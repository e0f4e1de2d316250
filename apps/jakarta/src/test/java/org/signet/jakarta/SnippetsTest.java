package org.signet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The Java in README.md and the guides compiles: what a newcomer copies works. It is tested here,
/// above all that the guides speak of.
class SnippetsTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("signet.root")));

  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private record Snippet(Path page, int number, String text) {
    String name() {
      return ROOT.relativize(page) + " " + number;
    }
  }

  private static List<Snippet> snippets() throws IOException {
    var snippets = new ArrayList<Snippet>();
    try (var guides = Files.list(ROOT.resolve("docs"))) {
      var pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), guides.sorted());
      for (var page : pages.filter(one -> one.toString().endsWith(".md")).toList()) {
        int number = 0;
        for (var found : SNIPPET.matcher(Files.readString(page)).results().toList()) {
          snippets.add(new Snippet(page, ++number, found.group(1)));
        }
      }
    }
    return snippets;
  }

  /// A program around a snippet: its imports first, the rest in a method.
  private static String program(String snippet) {
    var imports = new StringBuilder();
    var body = new StringBuilder();
    snippet
        .lines()
        .forEach(line -> (line.startsWith("import ") ? imports : body).append(line).append('\n'));
    return imports + "class Snippet { void run() throws Exception {\n" + body + "} }\n";
  }

  @Test
  void thereAreSnippetsInReadmeAndGuides() throws IOException {
    assertThat(snippets())
        .extracting(snippet -> snippet.page().getFileName())
        .contains(Path.of("README.md"), Path.of("sign.md"));
  }

  @TestFactory
  Stream<DynamicTest> everySnippetCompiles(@TempDir Path classes) throws IOException {
    return snippets().stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.name(),
                    () -> {
                      var program = program(snippet.text());
                      assertThat(problems(program, classes)).as(program).isEmpty();
                    }));
  }

  private static List<String> problems(String program, Path classes) {
    var source =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    var problems = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, problems, options, null, List.of(source))
        .call();
    return problems.getDiagnostics().stream().map(Object::toString).toList();
  }
}
