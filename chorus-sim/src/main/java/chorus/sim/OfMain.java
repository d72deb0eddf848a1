package chorus.sim;

import chorus.base.DatabaseId;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.node.NodeEvent;
import chorus.sim.world.World;
import chorus.single.ShardEvent;

/// Passes on what is about the database `main`, or about none: most laws are about that one, which
/// is the first and is never dropped. Others come and go ([GuestLaws]).
record OfMain(World.Observer laws) implements World.Observer {
  private static final ShardId MAIN = new ShardId(new DatabaseId(0), 0);

  @Override
  public void saw(long nowNanos, NodeId node, Record event) {
    if (isIts(event)) {
      laws.saw(nowNanos, node, event);
    }
  }

  /// Whether this is the only shard of `main`.
  static boolean isIts(ShardId shard) {
    return shard.equals(MAIN);
  }

  private static boolean isIts(Record event) {
    return switch (event) {
      case ShardEvent of -> isIts(of.shard());
      case NodeEvent.Defined defined -> defined.definition().id().equals(MAIN.database());
      case NodeEvent.Suspected of -> isIts(of.shard());
      case NodeEvent.Reported of -> isIts(of.shard());
      case NodeEvent.Agreed of -> isIts(of.shard());
      case NodeEvent.Chose of -> isIts(of.shard());
      case NodeEvent.Granted of -> isIts(of.shard());
      case NodeEvent.ShardFailed of -> isIts(of.shard());
      default -> true;
    };
  }
}
