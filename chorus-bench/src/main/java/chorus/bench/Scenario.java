package chorus.bench;

import chorus.bench.load.Workload;
import chorus.bench.load.Workload.Operation;
import java.time.Duration;

/// The workloads that systems are compared under. 64 connections, 100-byte values and 100,000 keys
/// in each.
enum Scenario {
  /// Writes, one at a time on each connection.
  SET64(Operation.SET, 1),
  /// Reads, one at a time on each connection.
  GET64(Operation.GET, 1),
  /// Reads and writes, as many of each.
  MIX64(Operation.MIX, 1),
  /// Writes, sixteen at a time on each connection.
  PIPE16(Operation.SET, 16);

  private static final int CONNECTIONS = 64;
  private static final int KEYS = 100_000;
  private static final int VALUE_BYTES = 100;

  private final Operation operation;
  private final int depth;

  Scenario(Operation operation, int depth) {
    this.operation = operation;
    this.depth = depth;
  }

  Operation operation() {
    return operation;
  }

  int depth() {
    return depth;
  }

  Workload workload(Duration warmUp, Duration measured) {
    return new Workload(
        CONNECTIONS,
        depth,
        KEYS,
        VALUE_BYTES,
        operation,
        new Workload.Extent.Lasting(warmUp, measured));
  }
}
