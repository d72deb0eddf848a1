package chorus.server.info;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Choice;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.log.ReplicaState.Wholeness;
import chorus.node.ClusterView;
import chorus.node.LagMarks;
import chorus.node.Peers;
import chorus.node.Routes;
import chorus.server.config.LocalCluster;
import chorus.server.config.Member;
import chorus.value.Hash128;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Feed;
import chorus.wire.ShardStatus.FollowerStatus;
import chorus.wire.ShardStatus.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// INFO of a cluster whose databases `main` and `late` are both led by n1, where n3 has gone.
class ReplicationInfoTest {
  private static final Ending ENDING =
      new Ending(Ending.Cause.DETECTED, new NodeId("n2"), 1_790_000_000_000L, 1050, "silent");
  private static final Choice CHOICE = new Choice(new NodeId("n2"), 200, List.of());
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final ShardId MAIN = new ShardId(new DatabaseId(0), 0);
  private static final ShardId LATE = new ShardId(new DatabaseId(1), 0);
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 100 * SECOND;

  private final TreeMap<NodeId, Peers.Heard> heard = new TreeMap<>();
  private final TreeMap<ShardId, Routes.Route> routes = new TreeMap<>();
  private ClusterState state = ClusterState.EMPTY;

  @BeforeEach
  void ledByN1() {
    apply(
        new FormCluster(
            "blue",
            new LocalCluster("blue", 3, 7001)
                .config(1, Path.of("unused")).members().stream()
                    .collect(Collectors.toMap(Member::id, Member::address))));
    apply(CreateDatabase.majority("main", 0, Engine.ROCKSDB, FailoverMode.AUTO));
    apply(CreateDatabase.majority("late", 9, Engine.MEMORY, FailoverMode.AUTO));
    for (ShardId shard : List.of(MAIN, LATE)) {
      apply(new BeginElection(shard, Epoch.NONE, ENDING));
      apply(new ElectLeader(shard, new Epoch(1), N1, 1, CHOICE));
      routes.put(shard, new Routes.Route(new Epoch(1), N1));
    }
    FollowerStatus streaming = new FollowerStatus(N2, Feed.STREAMING, new Lsn(49), 10, 0);
    FollowerStatus gone = new FollowerStatus(N3, Feed.UNREACHABLE, new Lsn(3), 1000, 0);
    says(N1, 0, status(MAIN, Standing.LEADING, 50, 7, streaming, gone), status(LATE, 0));
    says(N2, 2, status(MAIN, Standing.FOLLOWING, 49, 6), status(LATE, 0));
    says(N3, 60, status(MAIN, Standing.FOLLOWING, 3, 1));
  }

  @Test
  void aLeaderListsTheReplicasThatAreConnectedAndWhenItHeardThem() {
    assertThat(info(1).fields())
        .containsEntry("role", "master")
        .containsEntry("connected_slaves", "1")
        .containsEntry("slave0", "ip=127.0.0.1,port=7002,state=online,offset=49,lag=2")
        .doesNotContainKey("slave1");
  }

  @Test
  void aFollowerNamesItsLeader() {
    assertThat(info(2).fields())
        .containsEntry("role", "slave")
        .containsEntry("master_port", "7001")
        .containsEntry("master_link_status", "up")
        .containsEntry("master_last_io_seconds_ago", "0")
        .containsEntry("slave_repl_offset", "49");
  }

  @Test
  void everyDatabaseHasALine() {
    assertThat(info(2).fields())
        .containsEntry(
            "chorus_db0",
            "name=main,role=follower,leader=n1,epoch=1,ack=majority,"
                + "last_lsn=49,commit_lsn=49,applied_lsn=49")
        .containsEntry(
            "chorus_db9",
            "name=late,role=follower,leader=n1,epoch=1,ack=majority,"
                + "last_lsn=5,commit_lsn=5,applied_lsn=5");
  }

  @Test
  void onlyDatabasesWithKeysAreListedAsTheLeaderCountsThem() {
    assertThat(info(2).keyspace()).containsExactly(Map.entry("db0", "keys=7,expires=3,avg_ttl=0"));
  }

  @Test
  void withoutALeaderEachNodeCountsItsOwnKeys() {
    routes.clear();
    assertThat(info(2).keyspace()).containsExactly(Map.entry("db0", "keys=6,expires=3,avg_ttl=0"));
    assertThat(info(2).fields())
        .containsEntry("master_link_status", "down")
        .containsEntry("master_last_io_seconds_ago", "-1");
  }

  private ReplicationInfo info(int node) {
    LagMarks marks = new LagMarks(new TreeMap<>());
    ClusterView view =
        new ClusterView(state, new Routes(routes), heard, marks, List.of(), Map.of(), NOW);
    return new ReplicationInfo(
        new LocalCluster("blue", 3, 7001).config(node, Path.of("unused")), () -> view);
  }

  private void apply(MetaCommand command) {
    state = state.after(command);
  }

  private void says(NodeId node, long secondsAgo, ShardStatus... shards) {
    heard.put(node, new Peers.Heard(NOW - secondsAgo * SECOND, 1, List.of(shards)));
  }

  private static ShardStatus status(ShardId shard, long keys) {
    return status(shard, Standing.FOLLOWING, 5, keys);
  }

  private static ShardStatus status(
      ShardId shard, Standing standing, long lsn, long keys, FollowerStatus... followers) {
    Lsn at = new Lsn(lsn);
    return new ShardStatus(
        shard,
        standing,
        new Epoch(1),
        Lsn.NONE,
        0,
        at,
        at,
        at,
        at,
        keys,
        keys / 2,
        Wholeness.WHOLE,
        Lsn.NONE,
        Hash128.ZERO,
        0,
        List.of(followers));
  }
}
