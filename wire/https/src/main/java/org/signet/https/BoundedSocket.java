package org.signet.https;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/// A connection without a proxy on which no read outlasts one deadline, however slowly the peer
/// feeds it, whether TLS or HTTP reads. What TLS and one request write fits into the buffers of the
/// system, so that writing does not wait.
final class BoundedSocket extends Socket {
  private volatile Deadline deadline;
  private volatile boolean hasEnded;

  BoundedSocket(Deadline deadline) {
    super(Proxy.NO_PROXY);
    this.deadline = deadline;
  }

  /// Gives it another deadline: a server's connection is made before its peer comes.
  void restart(Deadline later) {
    deadline = later;
  }

  /// Whether the peer closed the connection, and this was read.
  boolean hasEnded() {
    return hasEnded;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(deadline.leftMillis());
        return noted(super.read());
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        setSoTimeout(deadline.leftMillis());
        return noted(super.read(into, from, most));
      }
    };
  }

  private int noted(int read) {
    if (read < 0) {
      hasEnded = true;
    }
    return read;
  }
}
