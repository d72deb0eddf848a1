package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.env.Env;
import chorus.time.LeaseHolder;
import chorus.time.LeasePromise;
import chorus.wire.LeaseVerdict;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.LeaseAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final AckConfig config;
    private final LeaseHolder holder;
    private boolean told;

    Asking(Epoch epoch, AckConfig config, LeaseHolder holder) {
      this.epoch = epoch;
      this.config = config;
      this.holder = holder;
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
        switch (options.memory()) {
          case FIRST_START -> LeasePromise.none(now);
          case RAN_BEFORE -> LeasePromise.unknown(now, leaseNanos());
        };
  }

  /// This process was chosen to lead `epoch`.
  void ask(ShardId shard, Epoch epoch, AckConfig config) {
    Asking before = asking.get(shard);
    if (before == null || epoch.isAfter(before.epoch)) {
      long usable = leaseNanos() - options.timings().drift().toNanos();
      LeaseHolder holder = new LeaseHolder(config.leaseMajority(), usable, now());
      asking.put(shard, new Asking(epoch, config, holder));
    }
  }

  /// `later` exists: the leadership of an earlier epoch asks no more.
  void drop(ShardId shard, Epoch later) {
    Asking before = asking.get(shard);
    if (before != null && later.isAfter(before.epoch)) {
      asking.remove(shard);
    }
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
        || answer.verdict() != LeaseVerdict.GRANTED
        || !mine.config.fenceGroup().contains(member)) {
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
