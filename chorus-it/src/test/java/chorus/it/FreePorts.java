package chorus.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Finds a first port for a cluster whose other ports are free too.
final class FreePorts {
  /// Below the range from which the system takes ports for outgoing connections, so that no client
  /// of a test sits on a port that a node wants back.
  private static final int LOWEST = 12_000;

  private static final int HIGHEST = 31_000;
  private static final int KINDS = 4;
  private static final int DISTANCE = 100;
  private static final int TRIES = 200;

  private FreePorts() {}

  /// The RESP port of n1 of a cluster of `nodes`.
  static int forCluster(int nodes) {
    return ThreadLocalRandom.current()
        .ints(TRIES, LOWEST, HIGHEST)
        .filter(first -> allFree(first, nodes))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no free ports"));
  }

  private static boolean allFree(int first, int nodes) {
    return IntStream.range(0, KINDS)
        .allMatch(
            kind -> IntStream.range(0, nodes).allMatch(k -> isFree(first + kind * DISTANCE + k)));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
