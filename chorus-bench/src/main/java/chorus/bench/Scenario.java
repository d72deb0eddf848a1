package chorus.bench;

import chorus.bench.load.Workload;
import chorus.bench.load.Workload.Operation;
import java.time.Duration;

/// The workloads that systems are compared under: 100-byte values and 100,000 keys in each, and 64
/// connections where the name does not say otherwise.
enum Scenario {
  /// Writes, one at a time on one connection.
  SET1(Operation.SET, 1, 1),
  /// Writes, one at a time on each of eight connections.
  SET8(Operation.SET, 1, 8),
  /// Writes, one at a time on each connection.
  SET64(Operation.SET, 1, 64),
  /// Reads, one at a time on each connection.
  GET64(Operation.GET, 1, 64),
  /// Reads and writes, as many of each.
  MIX64(Operation.MIX, 1, 64),
  /// Writes, sixteen at a time on each connection.
  PIPE16(Operation.SET, 16, 64);

  private static final int KEYS = 100_000;
  private static final int VALUE_BYTES = 100;

  private final Operation operation;
  private final int depth;
  private final int connections;

  Scenario(Operation operation, int depth, int connections) {
    this.operation = operation;
    this.depth = depth;
    this.connections = connections;
  }

  Operation operation() {
    return operation;
  }

  int depth() {
    return depth;
  }

  Workload workload(Duration warmUp, Duration measured) {
    return new Workload(
        connections,
        depth,
        KEYS,
        VALUE_BYTES,
        operation,
        new Workload.Extent.Lasting(warmUp, measured));
  }
}
