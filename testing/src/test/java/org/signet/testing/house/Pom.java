package org.signet.testing.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a pom says, read as text: our poms are written by hand, one element a line.
record Pom(String text, List<Dependency> dependencies) {
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?s)(-->\\s*)?<dependency>(.*?)</dependency>");
  private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

  record Dependency(
      String group, String artifact, String scope, boolean hasVersion, boolean hasReason) {
    boolean isOurs() {
      return group.equals("org.signet");
    }

    boolean isForTests() {
      return scope.equals("test");
    }

    /// The name of a room of ours.
    String room() {
      return artifact.substring("signet-".length());
    }
  }

  static Pom read(Path file) throws IOException {
    var text = Files.readString(file);
    var dependencies = new ArrayList<Dependency>();
    var found = DEPENDENCY.matcher(text);
    while (found.find()) {
      var body = found.group(2);
      dependencies.add(
          new Dependency(
              element(body, "groupId"),
              element(body, "artifactId"),
              element(body, "scope"),
              body.contains("<version>"),
              found.group(1) != null));
    }
    return new Pom(text, List.copyOf(dependencies));
  }

  List<String> modules() {
    return MODULE
        .matcher(COMMENT.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String element(String body, String name) {
    var found = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(body);
    return found.find() ? found.group(1) : "";
  }
}
