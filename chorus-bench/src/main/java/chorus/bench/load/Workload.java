package chorus.bench.load;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What a load generator does.
///
/// @param connections sockets, each with one batch under way
/// @param depth operations in a batch; 1 is no pipelining
/// @param keys how many keys there are
/// @param valueBytes length of each written value
/// @param operation what each operation is
/// @param extent when it ends
public record Workload(
    int connections, int depth, int keys, int valueBytes, Operation operation, Extent extent) {

  /// What each operation is.
  public enum Operation {
    /// Writes a key drawn at random.
    SET,
    /// Reads a key drawn at random.
    GET,
    /// One or the other, as often.
    MIX,
    /// Writes the keys one after the other, again from the first behind the last.
    FILL
  }

  /// When a workload ends.
  public sealed interface Extent {
    /// After `warmUp`, which does not count, and then `measured`.
    record Lasting(Duration warmUp, Duration measured) implements Extent {}

    /// Once `over` is true; everything counts.
    record Until(BooleanSupplier over) implements Extent {}

    /// After this many operations, all of which count.
    record Counted(long operations) implements Extent {}
  }

  public Workload {
    if (connections < 1 || depth < 1 || keys < 1 || valueBytes < 0) {
      throw new IllegalArgumentException(
          "a workload needs a connection, a depth and a key: %d, %d, %d; and no negative length: %d"
              .formatted(connections, depth, keys, valueBytes));
    }
  }

  /// The workload that writes every key once, to be read later.
  public Workload filling() {
    return new Workload(
        connections, 16, keys, valueBytes, Operation.FILL, new Extent.Counted(keys));
  }
}
