package org.signet.testing.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// The house is as ARCHITECTURE.md says, and as STYLE.md wants it.
class HouseTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("signet.root"))).toAbsolutePath();

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
  private static final Pattern REQUIRES = Pattern.compile("(?m)^  requires [^;]*?([\\w.]+);");
  private static final Pattern EXPORTS = Pattern.compile("(?m)^  exports ([^;]+);");

  /// A folder of somebody's machine. A fixture may hold one; what we write does not.
  private static final Pattern MACHINE =
      Pattern.compile("(?<![\\w.])/(?:home|Users|root|work)/\\w|\\b[A-Z]:\\\\{1,2}Users");

  private static final Set<String> WRITTEN = Set.of("java", "md", "xml", "sh", "yml", "toml");

  private final Plan plan;

  HouseTest() throws IOException {
    plan = Plan.read(ROOT.resolve("ARCHITECTURE.md"));
  }

  @Test
  void everyModuleIsARoomOnThePlan() throws IOException {
    assertThat(Pom.read(ROOT.resolve("pom.xml")).modules())
        .containsExactlyInAnyOrderElementsOf(plan.rooms().stream().map(Room::folder).toList());
  }

  @Test
  void arrowsPointDownOrToTheLeft() {
    var below = new ArrayList<String>();
    for (var room : plan.rooms()) {
      assertThat(below).as("what %s may use", room.name()).containsAll(room.uses());
      below.add(room.name());
    }
  }

  @TestFactory
  Stream<DynamicTest> aPomHasTheArrowsOfItsRoom() {
    return everyRoom(
        room -> {
          var ours = pom(room).dependencies().stream().filter(Pom.Dependency::isOurs).toList();
          assertThat(ours.stream().filter(one -> !one.isForTests()).map(Pom.Dependency::room))
              .containsAll(room.uses())
              .isSubsetOf(plan.allowed(room));
          assertThat(ours.stream().filter(Pom.Dependency::isForTests).map(Pom.Dependency::room))
              .isSubsetOf("testing");
        });
  }

  @TestFactory
  Stream<DynamicTest> aPomNamesEachLibraryWithItsReason() {
    return everyRoom(
        room -> {
          var others = pom(room).dependencies().stream().filter(one -> !one.isOurs()).toList();
          assertThat(others.stream().filter(one -> !one.isForTests()).map(Pom.Dependency::artifact))
              .containsExactlyInAnyOrderElementsOf(room.libraries());
          assertThat(others).allMatch(Pom.Dependency::hasReason);
          assertThat(pom(room).dependencies()).noneMatch(Pom.Dependency::hasVersion);
        });
  }

  @TestFactory
  Stream<DynamicTest> aModuleRequiresWhatItsRoomMayUse() {
    return everyRoom(
        Room::isLibrary,
        room -> {
          var descriptor = descriptor(room);
          assertThat(descriptor).containsPattern("(?m)^module " + Pattern.quote(room.module()));
          assertThat(all(REQUIRES, descriptor).stream().filter(HouseTest::isOurs))
              .map(name -> name.substring("org.signet.".length()))
              .isSubsetOf(plan.allowed(room));
        });
  }

  @TestFactory
  Stream<DynamicTest> aModuleExportsToEverybodyOrNobody() {
    return everyRoom(
        Room::isLibrary,
        room -> assertThat(all(EXPORTS, descriptor(room))).noneMatch(one -> one.contains(" to ")));
  }

  @TestFactory
  Stream<DynamicTest> sourcesImportWhatTheirRoomMayUse() {
    return everyRoom(
        room -> {
          var allowed = new TreeSet<>(plan.allowed(room));
          allowed.add(room.name());
          for (var source : sources(room, "main")) {
            assertThat(all(IMPORT, Files.readString(source)).stream().filter(HouseTest::isOurs))
                .as("%s", source)
                .map(name -> name.split("\\.", -1)[2])
                .isSubsetOf(allowed);
          }
        });
  }

  /// An evaluator keeps its evidence; it does not log.
  @TestFactory
  Stream<DynamicTest> theLibraryHasNoLogger() {
    return everyRoom(
        Room::isLibrary,
        room -> {
          for (var source : sources(room, "main")) {
            assertThat(all(IMPORT, Files.readString(source)))
                .as("%s", source)
                .noneMatch(name -> name.matches("org\\.slf4j\\..*|java\\.util\\.logging\\..*"));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> packagesAreBelowTheirRoomAndNullMarked() {
    return everyRoom(
        room -> {
          var marked = new TreeSet<String>();
          var packages = new TreeSet<String>();
          for (var source : sources(room, "main", "test")) {
            if (source.endsWith("module-info.java")) continue;
            var text = Files.readString(source);
            var name = all(PACKAGE, text).getFirst();
            packages.add(name);
            if (source.endsWith("package-info.java") && text.contains("\n@NullMarked\n")) {
              marked.add(name);
            }
          }
          assertThat(packages)
              .allMatch(one -> (one + ".").startsWith(room.module() + "."))
              .isSubsetOf(marked);
        });
  }

  @Test
  void nothingNamesAFolderOfSomebodysMachine() throws IOException {
    for (var file : below(ROOT)) {
      var name = file.getFileName().toString();
      if (!WRITTEN.contains(name.substring(name.lastIndexOf('.') + 1))) continue;
      assertThat(MACHINE.matcher(Files.readString(file)).results().map(found -> found.group()))
          .as("%s", ROOT.relativize(file))
          .isEmpty();
    }
  }

  private Stream<DynamicTest> everyRoom(ThrowingConsumer<Room> test) {
    return everyRoom(_ -> true, test);
  }

  private Stream<DynamicTest> everyRoom(Predicate<Room> which, ThrowingConsumer<Room> test) {
    return plan.rooms().stream()
        .filter(which)
        .map(room -> dynamicTest(room.name(), () -> test.accept(room)));
  }

  private static Pom pom(Room room) throws IOException {
    return Pom.read(ROOT.resolve(room.folder(), "pom.xml"));
  }

  private static String descriptor(Room room) throws IOException {
    return Files.readString(ROOT.resolve(room.folder(), "src", "main", "java", "module-info.java"));
  }

  private static Collection<Path> sources(Room room, String... sets) throws IOException {
    var found = new ArrayList<Path>();
    for (var set : sets) {
      var folder = ROOT.resolve(room.folder(), "src", set, "java");
      if (Files.isDirectory(folder)) found.addAll(below(folder));
    }
    return found.stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /// Every file below a folder, other than what a build or git made.
  private static List<Path> below(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  Stream.of("target", ".git")
                      .noneMatch(
                          made ->
                              ROOT.relativize(file).toString().matches("(.*/)?" + made + "/.*")))
          .toList();
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("org.signet.");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
