package chorus.single;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.command.CommandTable;
import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.command.stats.ShardCounts;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import chorus.env.Message;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.store.Engines;
import chorus.store.MemoryEngine;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.LeaseHolder;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.OfShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The only replica of a database, or one of several whose others the test plays, as one process of
/// its node; what it sends, and asks of the control plane, is written down. A new one on the same
/// disk is the process after a restart.
final class LoneReplica implements ReplicaObserver {
  static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  static final NodeId SELF = new NodeId("n1");
  static final NodeId GATEWAY = new NodeId("n2");

  final List<Message> sent = new ArrayList<>();

  private final Map<NodeId, List<Message>> sentTo = new TreeMap<>();

  /// Numbers that were asked for: epoch, sequence, how many.
  final List<String> reserved = new ArrayList<>();

  /// As `plan 2 [n1, n3]` and `complete 2`.
  final List<String> asked = new ArrayList<>();

  /// Whether the replica asked to be opened anew.
  boolean reopened;

  /// What is to be planned, in full.
  final List<AckConfig> plans = new ArrayList<>();

  final ManualEnv env;
  final NodeStats stats = new NodeStats(CommandTable.standard(), Settings.standard());
  private @Nullable Replica replica;

  LoneReplica(MemoryDisk disk, long boot) {
    this(
        disk,
        boot,
        (world, _, directory, done) -> MemoryEngine.open(world, directory, done),
        new LogOptions(4096, 1 << 20));
  }

  LoneReplica(MemoryDisk disk, long boot, Engines engines, LogOptions log) {
    this(
        disk,
        boot,
        engines,
        log,
        defined(AckConfig.first(AckMode.MAJORITY, List.of(SELF), List.of())));
  }

  /// One of several.
  LoneReplica(AckConfig ack) {
    this(new MemoryDisk(), 1, ack);
  }

  /// One of several, on that disk.
  LoneReplica(MemoryDisk disk, long boot, AckConfig ack) {
    this(
        disk,
        boot,
        (world, _, directory, done) -> MemoryEngine.open(world, directory, done),
        new LogOptions(4096, 1 << 20),
        defined(ack));
  }

  /// A database that is replicated so.
  static DatabaseDefinition defined(AckConfig ack) {
    return DatabaseDefinition.first(
        SHARD.database(),
        "main",
        0,
        Model.SINGLE_LEADER,
        Engine.MEMORY,
        ack,
        AckPolicy.of(ack.mode()),
        FailoverMode.AUTO,
        OnFollower.FORWARD);
  }

  private LoneReplica(
      MemoryDisk disk, long boot, Engines engines, LogOptions log, DatabaseDefinition definition) {
    this.env = new ManualEnv(disk, this::sends);
    Shard shard = shard(env, boot, definition, stats.shard());
    ReplicaOpening.open(
        shard,
        log,
        engines,
        this,
        result -> {
          if (result instanceof Result.Ok<Replica>(var opened)) {
            replica = opened;
          }
        });
    env.settle();
  }

  /// The shard of one that holds its database alone, for tests of a part of a replica.
  static Shard aloneOn(ManualEnv env) {
    return shard(
        env,
        1,
        defined(AckConfig.first(AckMode.MAJORITY, List.of(SELF), List.of())),
        ShardCounts.unread());
  }

  private static Shard shard(
      ManualEnv env, long boot, DatabaseDefinition definition, ShardCounts counts) {
    return new Shard(
        env,
        SELF,
        boot,
        SHARD,
        definition,
        Timings.DEFAULT,
        CommandTable.standard().with(AwaitKey.row()),
        counts,
        env::time,
        new Shard.Aside(env, Limits.ROWS_AT_ONCE),
        Set.of());
  }

  /// Leads `epoch` with a lease that never ends, and serves.
  void lead(Epoch epoch) {
    LeaseHolder lease = new LeaseHolder(List.of(SELF), Long.MAX_VALUE / 2, 0);
    lease.granted(SELF, 0);
    replica().lead(epoch, lease);
    env.settle();
  }

  void receive(OfShard message) {
    receive(GATEWAY, message);
  }

  void receive(NodeId from, OfShard message) {
    replica().receive(from, message);
    env.settle();
  }

  /// Lets a heartbeat pass, as its node does.
  void beat() {
    env.advance(Timings.DEFAULT.heartbeat());
    replica().look();
    env.settle();
  }

  /// What was sent to `node` since this was last asked.
  <T extends Message> List<T> takeSentTo(NodeId node, Class<T> kind) {
    List<Message> taken = sentTo.remove(node);
    return taken == null
        ? List.of()
        : taken.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// `follower` says that it has durably everything up to `lsn` of the leader of `epoch`.
  void confirm(NodeId follower, Epoch epoch, long lsn) {
    confirm(follower, epoch, lsn, 1);
  }

  /// The same, in that life of its data.
  void confirm(NodeId follower, Epoch epoch, long lsn, long incarnation) {
    LogPosition at = new LogPosition(epoch, new Lsn(lsn));
    replica()
        .receive(
            follower,
            new AppendReply(
                SHARD,
                epoch,
                AppendVerdict.ACCEPTED,
                at,
                at.lsn(),
                Wholeness.WHOLE,
                incarnation,
                LogPosition.START,
                Lsn.NONE,
                epoch));
    env.settle();
  }

  /// Whether the other nodes confirm the clock of this one.
  void inStep(boolean confirmed) {
    env.inStep(confirmed);
  }

  void define(DatabaseDefinition definition) {
    replica().define(definition);
    env.settle();
  }

  void submit(Batch batch) {
    replica().submit(batch);
    env.settle();
  }

  void advance(Duration time) {
    env.advance(time);
  }

  Replica replica() {
    if (replica == null) {
      throw new AssertionError("the replica did not open");
    }
    return replica;
  }

  @Override
  public void standingChanged() {}

  @Override
  public void reopen() {
    reopened = true;
  }

  @Override
  public void superseded(Epoch later) {}

  @Override
  public void reserve(Epoch epoch, Bytes name, long size) {
    reserved.add(epoch + " " + name.utf8() + " " + size);
  }

  /// What became of it.
  void heard(Epoch epoch, String name, Reservation what) {
    replica().heard(epoch, Bytes.utf8(name), what);
    env.settle();
  }

  @Override
  public void planAck(Epoch epoch, long base, AckConfig next) {
    plans.add(next);
    asked.add("plan " + next.version() + " " + next.synchronous());
  }

  @Override
  public void completeAck(Epoch epoch, long version) {
    asked.add("complete " + version);
  }

  private void sends(NodeId to, Message message) {
    sent.add(message);
    sentTo.computeIfAbsent(to, _ -> new ArrayList<>()).add(message);
  }
}
