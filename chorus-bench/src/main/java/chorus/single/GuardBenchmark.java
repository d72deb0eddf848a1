package chorus.single;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.bench.micro.ClockOnly;
import chorus.command.CommandTable;
import chorus.command.stats.ShardCounts;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import chorus.time.LeaseHolder;
import chorus.time.LeasePromise;
import chorus.time.NodeTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What protects a write from a leader that is none any more: leases and epochs.
///
/// It stands in the replica's package because it asks as [Leading], [Replica] and [Following] do.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GuardBenchmark {
  private static final long LEASE_NANOS = Timings.DEFAULT.lease().toNanos();
  private static final int FOLLOWERS = 2;

  private final Shard shard = shard();
  private final List<NodeId> members = shard.definition().ack().replicas();
  private final LeaseHolder lease = new LeaseHolder(members, Long.MAX_VALUE / 2, 0);

  // Not final, lest the compiler know how the comparisons end.
  private Epoch leading = new Epoch(7);
  private Epoch promised = new Epoch(7);
  private Epoch following = new Epoch(7);
  private Epoch carried = new Epoch(7);
  private LeasePromise promise = LeasePromise.none(0).renewed(carried, 0, LEASE_NANOS);

  public GuardBenchmark() {
    members.forEach(member -> lease.granted(member, 0));
  }

  /// A look at the lease, as before and after each batch of commands.
  @Benchmark
  public boolean lease() {
    return leaseHolds();
  }

  /// All checks of one write that shares its batch, its commit and its messages with no other: a
  /// forwarded batch, the lease when it arrives and when it is answered, the append at two
  /// followers, and their two replies. Under load many writes share them.
  @Benchmark
  public void write(Blackhole seen) {
    seen.consume(leading.equals(carried));
    seen.consume(leaseHolds());
    for (int i = 0; i < FOLLOWERS; i++) {
      seen.consume(carried.isBefore(promised) && !shard.has(PlantedBug.NO_EPOCH_CHECK_ON_APPEND));
      seen.consume(carried.isAfter(promised));
      seen.consume(following.equals(carried));
      seen.consume(carried.equals(leading));
    }
    seen.consume(leaseHolds());
  }

  /// A lease is renewed: ten times a second, however much is written. The promise of one member,
  /// and what the leader makes of it.
  @Benchmark
  public LeasePromise renewal() {
    long now = shard.env().clock().monotonicNanos();
    if (promise.allows(carried, now)) {
      promise = promise.renewed(carried, now, LEASE_NANOS);
    }
    lease.granted(members.getFirst(), 0);
    return promise;
  }

  private boolean leaseHolds() {
    return shard.has(PlantedBug.NO_LEASE_ON_READ)
        || lease.isValidAt(shard.env().clock().monotonicNanos());
  }

  private static Shard shard() {
    DatabaseId database = new DatabaseId(0);
    List<NodeId> nodes = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
    AckConfig ack = AckConfig.first(AckMode.MAJORITY, nodes, List.of());
    return new Shard(
        new ClockOnly(),
        nodes.getFirst(),
        1,
        new ShardId(database, 0),
        DatabaseDefinition.first(
            database,
            "main",
            0,
            Model.SINGLE_LEADER,
            Engine.MEMORY,
            ack,
            AckPolicy.of(ack.mode()),
            FailoverMode.AUTO,
            OnFollower.FORWARD),
        Timings.DEFAULT,
        CommandTable.standard(),
        ShardCounts.unread(),
        () -> new NodeTime(0, 0, true),
        new Shard.Aside(new ClockOnly().scheduler(), 1),
        Set.of());
  }
}
