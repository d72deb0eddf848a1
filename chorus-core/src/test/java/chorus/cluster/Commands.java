package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.ClientsSaw;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.cluster.MetaCommand.Served;
import chorus.cluster.MetaCommand.StartNode;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.testing.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Commands of a small cluster, drawn so that many of them apply and many come late, twice or too
/// early.
final class Commands {
  static final List<NodeId> MEMBERS =
      IntStream.rangeClosed(1, 3).mapToObj(each -> new NodeId("n" + each)).toList();
  static final FormCluster FORM = new FormCluster("blue", Addresses.of(MEMBERS));

  private Commands() {}

  static MetaCommand any(RandomGenerator random, ClusterState state) {
    ShardId shard = shard(random.nextInt(3));
    long near = Math.max(0, state.leadership(shard).epoch().number() + random.nextInt(-1, 2));
    return switch (random.nextInt(28)) {
      case 0 -> FORM;
      case 1 -> new FormCluster("green", Addresses.of(MEMBERS.subList(0, 2)));
      case 2, 3 -> start(random, state);
      case 4 ->
          new CreateDatabase(
              "db" + random.nextInt(4),
              random.nextInt(4),
              any(random, Engine.values()),
              any(random, FailoverMode.values()),
              any(random, OnFollower.values()),
              policy(random),
              random.nextInt(5));
      case 16 ->
          new PlanAck(
              shard,
              new Epoch(near),
              random.nextInt(1, 4),
              new AckConfig(
                  random.nextInt(1, 5),
                  AckMode.SEMI_SYNC,
                  MEMBERS,
                  List.of(),
                  MEMBERS.subList(0, AckConfig.PAIR)));
      case 18 -> {
        int number = random.nextInt(1, 6);
        yield new AddMember(
            new NodeId("n" + number), random.nextInt(1, 4), Addresses.of(random.nextInt(4, 7)));
      }
      case 19 -> new RemoveMember(node(random), random.nextInt(1, 3));
      case 20 ->
          new PlaceDatabase(
              new DatabaseId(random.nextInt(3)),
              random.nextInt(3),
              IntStream.range(0, random.nextInt(4)).mapToObj(_ -> node(random)).toList());
      case 21, 22 -> step(random, state, shard, new Epoch(near));
      case 17 -> new CompleteAck(shard, new Epoch(near), random.nextInt(1, 5));
      case 10 ->
          new AlterDatabase(
              new DatabaseId(random.nextInt(3)),
              random.nextInt(3),
              any(random, FailoverMode.values()),
              any(random, OnFollower.values()),
              policy(random));
      case 11, 12 -> new Served(shard, new Epoch(near), random.nextInt(5000));
      case 13 -> new ClientsSaw(shard, new Epoch(near), node(random), hindrance(random));
      case 14, 15 -> reserve(random, state, shard, new Epoch(near));
      case 23 ->
          new DropDatabase(
              shard.database(),
              version(random, state, shard),
              new Dropped(1_790_000_000_000L + random.nextInt(1_000_000)),
              ending(random));
      case 24, 25 -> new UndropDatabase(shard.database(), version(random, state, shard));
      case 26 ->
          new ForgetDatabase(
              shard.database(),
              version(random, state, shard),
              1_790_000_000_000L + random.nextInt(1_000_000));
      case 5, 6 -> new BeginElection(shard, new Epoch(near), ending(random));
      case 7 ->
          new HandOver(shard, new Epoch(near), node(random), random.nextInt(1, 4), ending(random));
      case 27 -> renew(random, state);
      default ->
          new ElectLeader(
              shard, new Epoch(near), node(random), random.nextInt(1, 4), choice(random));
    };
  }

  private static long version(RandomGenerator random, ClusterState state, ShardId shard) {
    DatabaseDefinition there = state.databases().get(shard.database());
    return there == null || random.nextInt(4) == 0 ? random.nextInt(1, 4) : there.version();
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

  private static ReserveSequence reserve(
      RandomGenerator random, ClusterState state, ShardId shard, Epoch epoch) {
    Bytes name = Bytes.utf8("s" + random.nextInt(3));
    long mark = state.sequences(shard.database()).of(name);
    long expected = random.nextInt(3) == 0 ? random.nextInt(5) * 100L : mark;
    return new ReserveSequence(shard, epoch, name, expected, random.nextInt(5) * 100L);
  }

  /// A plan that may fit: one replica more or fewer.
  private static PlanAck step(
      RandomGenerator random, ClusterState state, ShardId shard, Epoch epoch) {
    DatabaseDefinition definition = state.databases().get(shard.database());
    if (definition == null) {
      AckConfig none = AckConfig.first(AckMode.ALL, MEMBERS, List.of());
      return new PlanAck(shard, epoch, 1, none);
    }
    AckConfig inForce = definition.ack();
    long version = definition.latest().version() + 1;
    NodeId node = node(random);
    boolean leaves = inForce.replicas().contains(node) && inForce.replicas().size() > 1;
    return new PlanAck(
        shard,
        epoch,
        inForce.version(),
        leaves ? inForce.without(version, node) : inForce.with(version, node));
  }

  private static Ending ending(RandomGenerator random) {
    return new Ending(
        any(random, Ending.Cause.values()),
        node(random),
        1_790_000_000_000L + random.nextInt(1_000_000),
        random.nextInt(5000),
        "silent " + random.nextInt(9));
  }

  private static Choice choice(RandomGenerator random) {
    return new Choice(
        node(random),
        random.nextInt(5000),
        IntStream.range(0, random.nextInt(3))
            .mapToObj(each ->
                new Choice.Candidate(
                    MEMBERS.get(each),
                    new LogPosition(new Epoch(random.nextInt(9)), new Lsn(random.nextInt(9))),
                    any(random, Wholeness.values())))
            .toList());
  }

  private static Hindrance hindrance(RandomGenerator random) {
    return new Hindrance(
        random.nextInt(99), random.nextInt(5000), random.nextInt(9), random.nextInt(9));
  }

  private static <T> T any(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /// The next start of a node as it is known, or another one.
  private static StartNode start(RandomGenerator random, ClusterState state) {
    NodeId node = node(random);
    long known = state.members().boot(node);
    return new StartNode(node, known + random.nextInt(3), known - random.nextInt(2));
  }

  private static RenewMember renew(RandomGenerator random, ClusterState state) {
    NodeId node = node(random);
    return new RenewMember(node, state.members().boot(node) - random.nextInt(2));
  }

  private static NodeId node(RandomGenerator random) {
    return new NodeId("n" + random.nextInt(1, 5));
  }

  private static AckPolicy policy(RandomGenerator random) {
    return new AckPolicy(
        any(random, AckMode.values()),
        random.nextInt(4) == 0 ? any(random, Fsync.values()) : Fsync.ALWAYS,
        any(random, OnDegrade.values()));
  }
}
