package chorus.sim.meta;

import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Nodes that share one control log, for [MetaLogContract] and [MetaMembersContract]. Nodes count
/// from 0: the founders, then those who may come later, which start as listeners of the founders.
/// Each start of a node gives it a new [RecordingMachine].
interface MetaLogCluster extends AutoCloseable {
  /// How many there may be, newcomers included.
  int nodes();

  /// Starts a node that does not run, for the first time or again on what it kept.
  void start(int node);

  /// Ends a node without warning to the others; what it had made durable stays.
  void stop(int node);

  boolean runs(int node);

  RecordingMachine machine(int node);

  Attempt propose(int node, String command);

  Attempt barrier(int node);

  /// Who takes part, as `node` knows.
  Optional<MetaMembers> members(int node);

  /// Asks `node` to make these take part.
  Attempt change(int node, MetaMembers members);

  /// `node` as others name it.
  MetaPeer peer(int node);

  /// Lets time pass until `condition` holds, and says whether it did within `limit`.
  boolean runUntil(Duration limit, BooleanSupplier condition);

  @Override
  void close();
}
