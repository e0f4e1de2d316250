import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies a program's jars into a form that starts quicker. What they do stays the same.
///
/// The JVM's AOT cache holds classes as they are once loaded and linked, but not all of them, and
/// `signet verify` of a small message took 0.7 s of processor time, of which 0.4 s went into these:
///
/// - *Classes of sealed jars* are left out, and each is hashed when it is loaded. Bouncy Castle is
///   sealed for JDKs that ask for it, which ours does not; the seal was for the way from its makers
///   to this build. It is taken off.
/// - *Classes older than Java 6* are left out, because they have no stack maps. picocli is compiled
///   for Java 5. They are given maps, and the version of Java 8.
/// - *Switches over types* are linked anew in every run: a class is spun for each. Ours are
// replaced
///   by what such a class does, a test for one type after another.
///
/// Arguments: the program's jar, whose manifest names the others, and a folder to write to.
public final class Quicken {
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;
  private static final String OURS = "org/signet/";
  private static final Pattern SEAL = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");

  private final ClassHierarchyResolver hierarchy;

  private Quicken(ClassLoader loader) {
    hierarchy =
        ClassHierarchyResolver.ofResourceParsing(loader)
            .orElse(ClassHierarchyResolver.defaultResolver());
  }

  public static void main(String[] arguments) throws IOException {
    var program = Path.of(arguments[0]);
    var folder = Path.of(arguments[1]);
    var libraries = libraries(program);
    var urls = new ArrayList<URL>();
    urls.add(program.toUri().toURL());
    for (var library : libraries) urls.add(library.toUri().toURL());
    clear(folder);
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
      var quicken = new Quicken(loader);
      var lib = Files.createDirectories(folder.resolve("lib"));
      quicken.copy(program, folder.resolve("signet.jar"));
      for (var library : libraries) quicken.copy(library, lib.resolve(library.getFileName()));
    }
  }

  /// A library that is needed no longer does not stay.
  private static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) Files.delete(file);
    }
  }

  private static List<Path> libraries(Path program) throws IOException {
    try (var jar = new JarFile(program.toFile())) {
      var path = jar.getManifest().getMainAttributes().getValue("Class-Path");
      return Pattern.compile(" ")
          .splitAsStream(path)
          .map(name -> Path.of(program.toUri().resolve(URI.create(name))))
          .toList();
    }
  }

  private void copy(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile(), false);
        var out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (var entry : Collections.list(jar.entries())) {
        var name = entry.getName();
        if (SEAL.matcher(name).matches()) continue;
        var written = new ZipEntry(name);
        written.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(written);
        if (name.equals(JarFile.MANIFEST_NAME)) {
          withoutDigests(jar.getManifest()).write(out);
        } else {
          out.write(quickened(name, jar.getInputStream(entry).readAllBytes()));
        }
      }
    }
  }

  private static Manifest withoutDigests(Manifest manifest) {
    var plain = new Manifest(manifest);
    plain.getEntries().clear();
    return plain;
  }

  private byte[] quickened(String name, byte[] octets) {
    if (!name.endsWith(".class")) return octets;
    if (octets[7] < JAVA_6) return withMaps(octets);
    return name.startsWith(OURS) ? withPlainSwitches(octets) : octets;
  }

  // Old classes

  private byte[] withMaps(byte[] octets) {
    var classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(JAVA_8, 0) : element);
    return classes.transformClass(
        classes.parse(octets),
        version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }

  // Switches over types

  private byte[] withPlainSwitches(byte[] octets) {
    var classes = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy));
    var model = classes.parse(octets);
    if (model.methods().stream().noneMatch(Quicken::switches)) return octets;
    var found = new ArrayList<InvokeDynamicInstruction>();
    return classes.transformClass(
        model,
        ClassTransform.transformingMethodBodies(Quicken::switches, calls(model, found))
            .andThen(
                ClassTransform.endHandler(
                    builder -> {
                      for (var one : found) {
                        builder.withMethodBody(
                            name(found.indexOf(one)),
                            one.typeSymbol(),
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                            code -> test(code, one.bootstrapArgs()));
                      }
                    })));
  }

  private static CodeTransform calls(ClassModel model, List<InvokeDynamicInstruction> found) {
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    return (builder, element) -> {
      if (element instanceof InvokeDynamicInstruction one && isTypeSwitch(one)) {
        builder.invokestatic(
            model.thisClass().asSymbol(), name(found.size()), one.typeSymbol(), isInterface);
        found.add(one);
      } else {
        builder.with(element);
      }
    };
  }

  private static String name(int index) {
    return "typeSwitch$" + index;
  }

  /// As [java.lang.runtime.SwitchBootstraps#typeSwitch] says: -1 for null; the first case, from the
  /// one where to start again, whose type fits; or the number of cases.
  private static void test(CodeBuilder code, List<ConstantDesc> types) {
    var present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < types.size(); i++) {
      var next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }

  private static boolean switches(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(element -> element instanceof InvokeDynamicInstruction one && isTypeSwitch(one));
  }

  /// Those over types alone; strings, numbers and constants of enums stay as they are.
  private static boolean isTypeSwitch(InvokeDynamicInstruction one) {
    var bootstrap = one.bootstrapMethod();
    return bootstrap.owner().equals(ClassDesc.of("java.lang.runtime.SwitchBootstraps"))
        && bootstrap.methodName().equals("typeSwitch")
        && one.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }
}
