package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Commands of a small cluster, drawn so that many of them apply and many come late, twice or too
/// early.
final class Commands {
  static final List<NodeId> MEMBERS =
      IntStream.rangeClosed(1, 3).mapToObj(each -> new NodeId("n" + each)).toList();
  static final FormCluster FORM = new FormCluster("blue", MEMBERS);

  private Commands() {}

  static MetaCommand any(RandomGenerator random, ClusterState state) {
    ShardId shard = shard(random.nextInt(3));
    long near = Math.max(0, state.leadership(shard).epoch().number() + random.nextInt(-1, 2));
    return switch (random.nextInt(10)) {
      case 0 -> FORM;
      case 1 -> new FormCluster("green", MEMBERS.subList(0, 2));
      case 2, 3 -> new StartNode(node(random), random.nextInt(5));
      case 4 ->
          new CreateDatabase(
              "db" + random.nextInt(4),
              random.nextInt(4),
              random.nextBoolean() ? Engine.ROCKSDB : Engine.MEMORY);
      case 5, 6 -> new BeginElection(shard, new Epoch(near));
      case 7 -> new HandOver(shard, new Epoch(near), node(random), random.nextInt(1, 4));
      default -> new ElectLeader(shard, new Epoch(near), node(random), random.nextInt(1, 4));
    };
  }

  /// Every state on the way of a random history, the first one included.
  static List<ClusterState> history(RandomGenerator random, int length) {
    List<ClusterState> states = new ArrayList<>(List.of(ClusterState.EMPTY));
    while (states.size() < length) {
      ClusterState last = states.getLast();
      states.add(last.after(any(random, last)));
    }
    return states;
  }

  static ShardId shard(int database) {
    return new ShardId(new DatabaseId(database), 0);
  }

  private static NodeId node(RandomGenerator random) {
    return new NodeId("n" + random.nextInt(1, 5));
  }
}
