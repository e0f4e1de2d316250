package org.signet.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java in README.md compiles: what a newcomer copies works.
class ReadmeTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

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
  void everySnippetCompiles(@TempDir Path classes) throws Exception {
    var readme = Files.readString(Path.of(System.getProperty("signet.root"), "README.md"));
    var snippets = new ArrayList<String>();
    var matcher = SNIPPET.matcher(readme);
    while (matcher.find()) {
      snippets.add(matcher.group(1));
    }
    assertThat(snippets).isNotEmpty();
    for (var snippet : snippets) {
      var program = program(snippet);
      assertThat(problems(program, classes)).as(program).isEmpty();
    }
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
