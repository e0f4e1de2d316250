package org.signet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the runners of suites hold, for the table in docs/conformance.md: each notes its suite, how
/// many cases it has, and the cases in which ours is another answer, with the clause. Whether the
/// cases hold is for the tests themselves; where one does not, the build fails.
public final class Conformance {
  private Conformance() {}

  /// Cases that are settled otherwise than the suite, or the peer, has them.
  ///
  /// @param name of the case, or what the cases have in common
  /// @param cases how many
  /// @param why our answer, with its clause
  public record Settled(String name, int cases, String why) {}

  /// Notes one suite, or one part of a suite.
  ///
  /// @param suite as the table names it, such as `spf-openspf rfc7208-tests`
  public static void note(String suite, int cases, List<Settled> exceptions) throws IOException {
    var root = System.getProperty("signet.root");
    if (root == null) {
      return;
    }
    var lines = new StringBuilder().append(suite).append('\t').append(cases).append('\n');
    for (var each : exceptions) {
      lines.append(each.name).append('\t').append(each.cases).append('\t').append(each.why);
      lines.append('\n');
    }
    var folder = Files.createDirectories(Path.of(root, "target", "conformance"));
    Files.writeString(folder.resolve(suite.replaceAll("[^a-zA-Z0-9.-]", "_") + ".tsv"), lines);
  }

  /// Notes one suite whose exceptions are single cases: the name of each, and our answer with its
  /// clause.
  public static void note(String suite, int cases, Map<String, String> exceptions)
      throws IOException {
    var each = new ArrayList<Settled>();
    new TreeMap<>(exceptions).forEach((name, why) -> each.add(new Settled(name, 1, why)));
    note(suite, cases, each);
  }

  /// Notes a suite without exceptions.
  public static void note(String suite, int cases) throws IOException {
    note(suite, cases, List.of());
  }

  /// Puts a section on the page, such as a table of what was compared.
  ///
  /// @param markdown with its heading
  public static void section(String name, String markdown) throws IOException {
    var root = System.getProperty("signet.root");
    if (root != null) {
      var folder = Files.createDirectories(Path.of(root, "target", "conformance"));
      Files.writeString(folder.resolve(name + ".md"), markdown);
    }
  }
}
