package chorus.bench.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/// Finds ports on loopback, below those that the kernel gives to outgoing connections.
final class FreePorts {
  private static final int FIRST = 18_000;
  private static final int LAST = 31_000;
  private static final int STEP = 20;

  private FreePorts() {}

  /// A base port P such that P + `offset` is free for each of these offsets.
  static int baseOf(int... offsets) {
    int start = FIRST + STEP * (int) (ProcessHandle.current().pid() % 100);
    for (int base = start; base < LAST; base += STEP) {
      int from = base;
      if (Arrays.stream(offsets).allMatch(offset -> isFree(from + offset))) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports between %d and %d".formatted(start, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
