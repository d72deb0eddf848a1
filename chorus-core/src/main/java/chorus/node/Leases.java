package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.time.LeaseHolder;
import chorus.time.LeasePromise;
import chorus.wire.LeaseVerdict;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.LeaseAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Both sides of this node's leases: what it asks for as a leader, what it promises as a member of
/// fence groups (F7).
///
/// On the control strand. Promises are kept in memory only: a node that ran before starts as if
/// bound for one lease.
final class Leases {
  /// A leadership that was granted to this process and asks for its lease.
  private static final class Asking {
    private final Epoch epoch;
    private final LeaseHolder holder;
    private AckConfig config;
    private Optional<AckConfig> joined = Optional.empty();
    private Optional<AckConfig> joining = Optional.empty();
    private long joiningSince;
    private boolean told;

    Asking(Epoch epoch, AckConfig config, LeaseHolder holder) {
      this.epoch = epoch;
      this.config = config;
      this.holder = holder;
    }

    void define(DatabaseDefinition agreed) {
      config = agreed.ack();
      joined = joined.filter(it -> agreed.next().filter(it::equals).isPresent());
      holder.obey(groups(joined));
    }

    boolean join(AckConfig next, long nowNanos) {
      if (joining.filter(next::equals).isEmpty()) {
        joining = Optional.of(next);
        joiningSince = nowNanos;
      }
      boolean has = holder.join(groups(Optional.of(next)), joiningSince, nowNanos);
      joined = has ? Optional.of(next) : joined;
      return has;
    }

    private List<List<NodeId>> groups(Optional<AckConfig> other) {
      List<List<NodeId>> groups = new ArrayList<>();
      groups.add(config.fenceGroup());
      other.ifPresent(it -> groups.add(it.fenceGroup()));
      return groups;
    }
  }

  /// A leadership whose lease has just become valid for the first time.
  record Begun(ShardId shard, Epoch epoch, LeaseHolder holder) {}

  private final Env env;
  private final NodeOptions options;
  private final Map<ShardId, Asking> asking = new TreeMap<>();
  private final Map<ShardId, LeasePromise> promises = new TreeMap<>();
  private final Map<ShardId, NodeId> followed = new TreeMap<>();
  private final LeasePromise atStart;

  Leases(Env env, NodeOptions options) {
    this.env = env;
    this.options = options;
    long now = now();
    this.atStart =
        options.past().isFirstStart()
            ? LeasePromise.none(now)
            : LeasePromise.unknown(now, leaseNanos());
  }

  /// This process was chosen to lead `epoch`.
  void ask(ShardId shard, Epoch epoch, AckConfig config) {
    Asking before = asking.get(shard);
    if (before == null || epoch.isAfter(before.epoch)) {
      long usable = leaseNanos() - options.timings().drift().toNanos();
      LeaseHolder holder = new LeaseHolder(config.fenceGroup(), usable, now());
      asking.put(shard, new Asking(epoch, config, holder));
    }
  }

  /// The database is defined so from now on.
  void define(ShardId shard, DatabaseDefinition agreed) {
    Asking mine = asking.get(shard);
    if (mine != null) {
      mine.define(agreed);
    }
  }

  /// Before the leader of `epoch` proposes that `next` comes into force: from then on another
  /// leader may be bound by the new fence group alone, so this one needs both, until it knows what
  /// became of it. Says whether it has both; if not, nothing changes, and `next` has to wait. The
  /// members must have answered since this was asked for the first time.
  boolean join(ShardId shard, Epoch epoch, AckConfig next) {
    Asking mine = asking.get(shard);
    return mine != null && mine.epoch.equals(epoch) && mine.join(next, now());
  }

  /// `later` exists: the leadership of an earlier epoch asks no more.
  void drop(ShardId shard, Epoch later) {
    Asking before = asking.get(shard);
    if (before != null && later.isAfter(before.epoch)) {
      asking.remove(shard);
    }
  }

  /// Nothing is asked or promised for a shard that is gone.
  void forget(ShardId shard) {
    asking.remove(shard);
    promises.remove(shard);
    followed.remove(shard);
  }

  /// The leader of `epoch` gave it up: whoever promised to follow it is free.
  void released(ShardId shard, Epoch epoch) {
    LeasePromise promise = promises.get(shard);
    if (promise != null && promise.epoch().equals(epoch)) {
      promises.put(shard, new LeasePromise(epoch, now()));
    }
  }

  /// `leader` says itself that it gave `epoch` up.
  void abdicated(NodeId leader, ShardId shard, Epoch epoch) {
    if (leader.equals(followed.get(shard))) {
      released(shard, epoch);
    }
  }

  List<LeaseAsk> asks() {
    List<LeaseAsk> all = new ArrayList<>();
    asking.forEach((shard, each) -> all.add(new LeaseAsk(shard, each.epoch)));
    return all;
  }

  /// As a member: promises, or says what it is bound to. `known` is the latest epoch that the
  /// control plane decided.
  LeaseAnswer answer(NodeId asker, LeaseAsk ask, Epoch known) {
    LeasePromise promise = promises.getOrDefault(ask.shard(), atStart);
    Epoch latest = known.isAfter(promise.epoch()) ? known : promise.epoch();
    if (ask.epoch().isBefore(latest)) {
      return new LeaseAnswer(ask.shard(), ask.epoch(), LeaseVerdict.SUPERSEDED, latest);
    }
    if (!promise.allows(ask.epoch(), now()) && !options.has(PlantedBug.ADOPT_WITHOUT_WAITING)) {
      return new LeaseAnswer(ask.shard(), ask.epoch(), LeaseVerdict.BOUND, promise.epoch());
    }
    promises.put(ask.shard(), promise.renewed(ask.epoch(), now(), leaseNanos()));
    followed.put(ask.shard(), asker);
    return new LeaseAnswer(ask.shard(), ask.epoch(), LeaseVerdict.GRANTED, ask.epoch());
  }

  /// As a leader: a member answered to a round that was sent at `sentNanos`.
  void answered(NodeId member, LeaseAnswer answer, long sentNanos) {
    Asking mine = asking.get(answer.shard());
    if (mine == null
        || !mine.epoch.equals(answer.epoch())
        || answer.verdict() != LeaseVerdict.GRANTED) {
      return;
    }
    mine.holder.granted(member, options.has(PlantedBug.LEASE_FROM_RECEIPT) ? now() : sentNanos);
  }

  /// The leaderships that may begin, each once.
  List<Begun> begun() {
    List<Begun> all = new ArrayList<>();
    asking.forEach((shard, each) -> {
      if (!each.told && each.holder.isValidAt(now())) {
        each.told = true;
        all.add(new Begun(shard, each.epoch, each.holder));
      }
    });
    return all;
  }

  private long leaseNanos() {
    return options.timings().lease().toNanos();
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
