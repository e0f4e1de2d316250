package org.signet.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/// What the system tells a program that runs on: to read its configuration again, and to end.
///
/// The JDK has signals only in `sun.misc`, which javac warns of; so they are found by name.
final class Signals {
  private Signals() {}

  /// Runs something at every SIGHUP, where the system has it.
  static void onHangup(Runnable action) {
    handle("HUP", () -> Thread.startVirtualThread(action));
  }

  /// Waits until SIGTERM or SIGINT.
  static void awaitEnd() {
    var end = new CountDownLatch(1);
    handle("TERM", end::countDown);
    handle("INT", end::countDown);
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void handle(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, _) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield name; // nobody looks at it
                }
                case "equals" -> false;
                case "hashCode" -> System.identityHashCode(proxy);
                default -> name;
              };
      var proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException _) {
      // This system does not have the signal; what the JVM does by itself remains.
    }
  }
}
