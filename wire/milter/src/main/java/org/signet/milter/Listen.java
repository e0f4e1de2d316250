package org.signet.milter;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// Where a server listens.
public sealed interface Listen {
  /// A TCP port.
  ///
  /// @param address port 0 takes a free one
  /// @param open whether it may be reached from other hosts. The protocol knows no passwords and no
  ///     encryption: whoever reaches the port can ask for verdicts and signatures
  record Tcp(InetSocketAddress address, boolean open) implements Listen {
    public Tcp {
      if (address.isUnresolved()) {
        throw new IllegalArgumentException("no address: " + address.getHostString());
      }
      if (!open && !address.getAddress().isLoopbackAddress()) {
        throw new IllegalArgumentException(
            address + " is reachable from other hosts; that must be wanted");
      }
    }

    /// A port of this host alone.
    public static Tcp local(InetSocketAddress address) {
      return new Tcp(address, false);
    }

    /// As Postfix writes it.
    @Override
    public String toString() {
      return "inet:" + address.getAddress().getHostAddress() + ':' + address.getPort();
    }
  }

  /// A socket in the file system.
  ///
  /// @param mode who may connect: whoever may write
  record Unix(Path path, Set<PosixFilePermission> mode) implements Listen {
    public Unix {
      mode = Set.copyOf(mode);
    }

    /// As Postfix writes it.
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }
}
