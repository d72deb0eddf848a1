package chorus.sim.meta;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Nodes that share one control log, for [MetaLogContract]. Nodes count from 0; each start of a
/// node gives it a new [RecordingMachine].
interface MetaLogCluster extends AutoCloseable {
  int nodes();

  /// Starts a node that does not run, for the first time or again on what it kept.
  void start(int node);

  /// Ends a node without warning to the others; what it had made durable stays.
  void stop(int node);

  boolean runs(int node);

  RecordingMachine machine(int node);

  Attempt propose(int node, String command);

  Attempt barrier(int node);

  /// Lets time pass until `condition` holds, and says whether it did within `limit`.
  boolean runUntil(Duration limit, BooleanSupplier condition);

  @Override
  void close();
}
