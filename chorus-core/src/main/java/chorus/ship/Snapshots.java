package chorus.ship;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.env.Env;
import chorus.log.ShardLog;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import chorus.wire.PeerMessage.SnapshotAsk;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The rows that this replica gives to others, whether it leads or not: rows at one position are
/// the same everywhere. On the replica's strand.
///
/// Only so many at a time, so that many followers that come back together do not slow it down, and
/// one after the other gets the whole speed. Whoever does not ask for a while makes room for
/// whoever does.
public final class Snapshots {
  private static final int BOOT_BITS = 32;

  private final Env env;
  private final ShardId shard;
  private final long boot;
  private final ShardLog log;
  private final Supplier<Optional<Store>> store;
  private final Consumer<String> damaged;
  private final Map<NodeId, SnapshotSender> senders = new TreeMap<>();
  private long begun;
  private long told;

  /// `boot` numbers the start of this process. `store` gives the rows if they can be relied on;
  /// `damaged` is told of those that could not be read.
  public Snapshots(
      Env env,
      ShardId shard,
      long boot,
      ShardLog log,
      Supplier<Optional<Store>> store,
      Consumer<String> damaged) {
    this.env = env;
    this.shard = shard;
    this.boot = boot;
    this.log = log;
    this.store = store;
    this.damaged = damaged;
  }

  /// Offers `target` rows that stand at `least` or later, on the word of the leader of `epoch`. No
  /// effect if there are none to be had now.
  void offer(NodeId target, Epoch epoch, Lsn least) {
    SnapshotSender known = senders.get(target);
    if (known != null && (known.at().lsn().isBefore(least) || !known.epoch().equals(epoch))) {
      end(target);
    }
    if (!senders.containsKey(target) && hasRoom()) {
      store
          .get()
          .filter(it -> !it.appliedLsn().isBefore(least))
          .ifPresent(it -> begin(target, epoch, it.snapshot()));
    }
    SnapshotSender present = senders.get(target);
    if (present != null) {
      present.offer();
    }
  }

  /// How many were begun since the last call.
  public long begun() {
    long more = begun - told;
    told = begun;
    return more;
  }

  private boolean hasRoom() {
    if (senders.size() >= Limits.SNAPSHOTS) {
      endAll(SnapshotSender::isQuiet);
    }
    return senders.size() < Limits.SNAPSHOTS;
  }

  private void begin(NodeId target, Epoch epoch, StoreSnapshot rows) {
    long number = boot << BOOT_BITS | ++begun;
    try {
      senders.put(
          target,
          new SnapshotSender(env, shard, epoch, target, number, rows, log.epochs(), this::spoiled));
    } catch (RowsDamaged rotten) {
      giveBack(rows);
      spoiled(String.valueOf(rotten.getMessage()));
    }
  }

  private void spoiled(String detail) {
    close();
    damaged.accept(detail);
  }

  /// Another replica asks for rows.
  public void asked(NodeId from, SnapshotAsk ask) {
    SnapshotSender known = senders.get(from);
    if (known != null && known.number() == ask.number()) {
      known.asked(ask);
    } else {
      offer(from, Epoch.NONE, ask.least());
    }
  }

  /// `target` has what is up to `applied` in its rows.
  void applied(NodeId target, Lsn applied) {
    SnapshotSender known = senders.get(target);
    if (known != null && !applied.isBefore(known.at().lsn())) {
      end(target);
    }
  }

  /// Bytes that were sent of the snapshot that `target` takes; empty if it takes none.
  Optional<Long> copiedBytes(NodeId target) {
    return Optional.ofNullable(senders.get(target)).map(SnapshotSender::sentBytes);
  }

  /// Called regularly: gives up those whose takers have not asked for long.
  public void tick() {
    endAll(SnapshotSender::isForgotten);
  }

  /// The rows are about to go, or cannot be relied on any more.
  public void close() {
    endAll(_ -> true);
  }

  private void endAll(Predicate<SnapshotSender> which) {
    senders.entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::end);
  }

  private void end(NodeId target) {
    SnapshotSender ended = senders.remove(target);
    if (ended != null) {
      giveBack(ended.close());
    }
  }

  /// Behind what is being read of them.
  private void giveBack(StoreSnapshot rows) {
    env.scheduler()
        .<Done>offload(
            () -> {
              rows.close();
              return Done.DONE;
            },
            _ -> {});
  }
}
