package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.cluster.Choice;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.command.CommandTable;
import chorus.command.stats.ShardCounts;
import chorus.database.HostedShard;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.OnFollower;
import chorus.log.LogOptions;
import chorus.node.Holdings.Facts;
import chorus.node.NodeOptions.IndexRange;
import chorus.resp.Bytes;
import chorus.single.ReplicaObserver;
import chorus.single.Shard;
import chorus.store.MemoryEngine;
import chorus.testing.Addresses;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What n3 opens and deletes as databases come to it and leave it.
final class HoldingsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);

  /// Until what was deleted has been looked at again.
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final MemoryDisk disk = new MemoryDisk();
  private final ManualEnv env = new ManualEnv(disk);
  private final Directory<ShardId, HostedShard> hosted = new Directory<>();
  private Holdings holdings = started();

  @Test
  void whoIsToJoinOpensThePartAtOnce() {
    follow(on(AckMode.MAJORITY, N1, N2), Facts.PRESENT);
    assertThat(hosted.get(SHARD)).isEmpty();
    follow(wanting(on(AckMode.MAJORITY, N1, N2), N1, N2, N3), Facts.PRESENT);
    assertThat(hosted.get(SHARD).flatMap(HostedShard::status)).isPresent();
    assertThat(disk.paths()).isNotEmpty();
  }

  @Test
  void whoHoldsItNoMoreDeletesItsFiles() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    follow(on(AckMode.MAJORITY, N1, N2), Facts.PRESENT);
    assertThat(hosted.get(SHARD)).isEmpty();
    assertThat(disk.paths()).isEmpty();
  }

  /// A node that left and came back reads of its leaving at each start.
  @Test
  void factsThatAreReplayedDeleteNothing() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    List<String> files = disk.paths();
    holdings = started();
    hosted.remove(SHARD);
    follow(on(AckMode.MAJORITY, N1, N2), Facts.REPLAYED);
    assertThat(disk.paths()).isEqualTo(files);
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    assertThat(hosted.get(SHARD).flatMap(HostedShard::status)).isPresent();
    assertThat(disk.paths()).containsAll(files);
  }

  @Test
  void whatAnEarlierProcessHeldIsDeletedOnceTheFactsAreThoseOfThePresent() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    holdings = started();
    hosted.remove(SHARD);
    follow(on(AckMode.MAJORITY, N1, N2), Facts.PRESENT);
    assertThat(disk.paths()).isEmpty();
  }

  @Test
  void whereTheLeaderAloneCountsTheFilesStay() {
    follow(on(AckMode.ASYNC, N1, N3), Facts.PRESENT);
    List<String> files = disk.paths();
    follow(on(AckMode.ASYNC, N1, N2), Facts.PRESENT);
    assertThat(hosted.get(SHARD)).isEmpty();
    assertThat(disk.paths()).containsAll(files);
  }

  @Test
  void whoComesBackWhileItsFilesAreBeingDeletedOpensAfterThat() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    holdings.follow(on(AckMode.MAJORITY, N1, N2), Facts.PRESENT);
    holdings.follow(wanting(on(AckMode.MAJORITY, N1, N2), N1, N2, N3), Facts.PRESENT);
    assertThat(hosted.get(SHARD)).as("not before the old files are gone").isEmpty();
    env.advance(AGAIN);
    assertThat(hosted.get(SHARD).flatMap(HostedShard::status)).isPresent();
  }

  @Test
  void whatIsDroppedIsHeldLikeAnythingElse() {
    ClusterState dropped = dropped(on(AckMode.MAJORITY, N1, N3));
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    List<String> files = disk.paths();
    follow(dropped, Facts.PRESENT);
    assertHeld(files);
    holdings = started();
    hosted.remove(SHARD);
    follow(dropped, Facts.PRESENT);
    assertHeld(files);
  }

  private void assertHeld(List<String> files) {
    assertThat(hosted.get(SHARD).flatMap(HostedShard::status)).isPresent();
    assertThat(disk.paths()).containsAll(files);
  }

  /// Its id is given to nothing else, so what old facts say of it is true for ever.
  @Test
  void whatIsForgottenGoesOnReplayedFactsToo() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.REPLAYED);
    follow(forgotten(on(AckMode.MAJORITY, N1, N3)), Facts.REPLAYED);
    assertThat(hosted.get(SHARD)).isEmpty();
    assertThat(disk.paths()).isEmpty();
  }

  /// A node that replays the log hears of a database's making and end before it has opened it.
  @Test
  void whatIsForgottenWhileItIsOpenedGoesWhenItIsOpen() {
    holdings.follow(on(AckMode.MAJORITY, N1, N3), Facts.REPLAYED);
    holdings.follow(forgotten(on(AckMode.MAJORITY, N1, N3)), Facts.REPLAYED);
    env.settle();
    assertThat(hosted.get(SHARD)).isEmpty();
    assertThat(disk.paths()).isEmpty();
  }

  @Test
  void whatAReplicaLeftThatMovedAwayGoesWhenTheDatabaseIsForgotten() {
    follow(on(AckMode.ASYNC, N1, N3), Facts.PRESENT);
    ClusterState moved = on(AckMode.ASYNC, N1, N2);
    follow(moved, Facts.PRESENT);
    follow(dropped(moved), Facts.PRESENT);
    assertThat(disk.paths()).isNotEmpty();
    follow(forgotten(moved), Facts.PRESENT);
    assertThat(disk.paths()).isEmpty();
  }

  @Test
  void whatAnEarlierProcessHasOfWhatIsForgottenGoesAndNothingElse() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    disk.put("d1.0/state", new byte[] {1});
    disk.put("control/log", new byte[] {1});
    holdings = started();
    hosted.remove(SHARD);
    follow(forgotten(on(AckMode.MAJORITY, N1, N3)), Facts.REPLAYED);
    assertThat(disk.paths()).containsExactly("control/log", "d1.0/state");
  }

  /// What was under way when a part was closed makes a file afterwards.
  @Test
  void aFileThatComesBackGoesToo() {
    follow(on(AckMode.MAJORITY, N1, N3), Facts.PRESENT);
    follow(forgotten(on(AckMode.MAJORITY, N1, N3)), Facts.PRESENT);
    disk.put(SHARD + "/log/late", new byte[] {1});
    env.advance(AGAIN);
    assertThat(disk.paths()).isEmpty();
  }

  /// A node that joins reads of databases that were there before it.
  @Test
  void whoHoldsNothingOfWhatIsDroppedOrForgottenOpensNothing() {
    follow(dropped(on(AckMode.MAJORITY, N1, N2)), Facts.PRESENT);
    follow(forgotten(on(AckMode.MAJORITY, N1, N2)), Facts.PRESENT);
    assertThat(hosted.keys()).isEmpty();
    assertThat(disk.paths()).isEmpty();
  }

  private void follow(ClusterState state, Facts facts) {
    holdings.follow(state, facts);
    env.settle();
  }

  /// The cluster with one database on these nodes, which the first of them leads.
  private static ClusterState on(AckMode mode, NodeId... nodes) {
    ClusterState state = ClusterState.EMPTY;
    Ending ending = new Ending(Ending.Cause.CREATED, N1, 0, 0, "new");
    for (MetaCommand each :
        List.of(
            new FormCluster("blue", Addresses.of(List.of(N1, N2, N3))),
            new CreateDatabase(
                "main",
                0,
                Engine.MEMORY,
                FailoverMode.AUTO,
                OnFollower.FORWARD,
                AckPolicy.of(mode),
                nodes.length),
            new BeginElection(SHARD, Epoch.NONE, ending),
            new ElectLeader(SHARD, new Epoch(1), N1, 1, new Choice(N1, 1, List.of())))) {
      state = state.after(each);
    }
    return placed(wanting(state, nodes), 2);
  }

  private static ClusterState wanting(ClusterState state, NodeId... nodes) {
    DatabaseDefinition main = state.byName("main").orElseThrow();
    return state.after(new PlaceDatabase(main.id(), main.version(), List.of(nodes)));
  }

  private static ClusterState dropped(ClusterState state) {
    DatabaseDefinition main = state.byName("main").orElseThrow();
    Ending ending = new Ending(Ending.Cause.DROPPED, N1, 0, 0, "asked for");
    return state.after(new DropDatabase(main.id(), main.version(), new Dropped(1), ending));
  }

  private static ClusterState forgotten(ClusterState state) {
    ClusterState dropped = dropped(state);
    DatabaseDefinition main = dropped.byName("main").orElseThrow();
    return dropped.after(new ForgetDatabase(main.id(), main.version(), 1));
  }

  /// With the wanted replicas in force, one step after the other.
  private static ClusterState placed(ClusterState state, long version) {
    DatabaseDefinition main = state.byName("main").orElseThrow();
    if (main.isPlaced()) {
      return state;
    }
    AckConfig next =
        main.joining().isEmpty()
            ? main.ack().without(version, main.leaving().getFirst())
            : main.ack().with(version, main.joining().getFirst());
    Epoch epoch = new Epoch(1);
    return placed(
        state
            .after(new PlanAck(SHARD, epoch, version - 1, next))
            .after(new CompleteAck(SHARD, epoch, version)),
        version + 1);
  }

  private Holdings started() {
    NodeOptions options =
        new NodeOptions(
            N3,
            Past.first(1),
            "blue",
            Addresses.of(List.of(N1, N2, N3)),
            List.of(),
            IndexRange.NONE,
            Timings.DEFAULT,
            LogOptions.defaults(),
            Limits.ROWS_AT_ONCE,
            Set.of());
    return new Holdings(options, name -> env, env, hosted, this::open);
  }

  private HostedShard open(ShardId id, DatabaseDefinition definition) {
    Shard shard =
        new Shard(
            env,
            N3,
            1,
            id,
            definition,
            Timings.DEFAULT,
            CommandTable.standard(),
            ShardCounts.unread(),
            env::time,
            new Shard.Aside(env, Limits.ROWS_AT_ONCE),
            Set.of());
    return HostedShard.open(
        shard,
        new LogOptions(4096, 1 << 20),
        (world, _, directory, done) -> MemoryEngine.open(world, directory, done),
        new Silent(),
        fault -> {
          throw new AssertionError(fault);
        });
  }

  private static final class Silent implements ReplicaObserver {
    @Override
    public void standingChanged() {}

    @Override
    public void superseded(Epoch later) {}

    @Override
    public void reopen() {}

    @Override
    public void reserve(Epoch epoch, Bytes name, long size) {}

    @Override
    public void planAck(Epoch epoch, long base, AckConfig next) {}

    @Override
    public void completeAck(Epoch epoch, long version) {}
  }
}
