import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of a jar that are older than Java 6 the stack maps of Java 8, in place. Their
/// code stays as it is. Without maps the AOT cache leaves a class out: picocli is compiled for
/// Java 5, and that costs every command 100 ms of processor time.
///
/// Argument: a folder, and the start of the name of the jars in it.
public final class Modernize {
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  public static void main(String[] arguments) throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), arguments[1] + "*.jar")) {
      for (var jar : jars) modernize(jar);
    }
  }

  private static void modernize(Path jar) throws IOException {
    var modern = jar.resolveSibling(jar.getFileName() + ".new");
    boolean changed = false;
    try (var old = new ZipFile(jar.toFile());
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        var out = new ZipOutputStream(Files.newOutputStream(modern))) {
      var classes =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (var entry : Collections.list(old.entries())) {
        var octets = old.getInputStream(entry).readAllBytes();
        if (isOld(entry.getName(), octets)) {
          octets = classes.transformClass(classes.parse(octets), withMaps());
          changed = true;
        }
        var written = new ZipEntry(entry.getName());
        written.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(written);
        out.write(octets);
      }
    }
    if (changed) {
      Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(modern);
    }
  }

  private static boolean isOld(String name, byte[] octets) {
    return name.endsWith(".class") && octets[7] < JAVA_6;
  }

  private static ClassTransform withMaps() {
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(JAVA_8, 0) : element);
    return version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));
  }
}
