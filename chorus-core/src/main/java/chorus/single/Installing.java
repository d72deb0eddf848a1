package chorus.single;

import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.ship.SnapshotReceiver;
import chorus.store.Store;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotOffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gets the rows of a replica that awaits them from another one that has them, its leader first,
/// while records come in as ever (F18).
///
/// The log begins where the rows will stand *before* the first of them comes, so whatever is
/// written meanwhile is kept here, and how long the rows take depends on nobody's retention.
final class Installing implements SnapshotReceiver.Owner {
  private static final Duration ASK_AGAIN = Duration.ofMillis(300);

  /// Whoever gave rows that cannot be used may have others later.
  private static final Duration AFTER_SPOILED = Duration.ofSeconds(5);

  private final Shard shard;
  private final ShardLog log;
  private final Rows rows;
  private final Watcher watcher;
  private @Nullable SnapshotReceiver receiver;
  private @Nullable NodeId preferred;
  private int asked;
  private boolean beginning;
  private boolean closed;
  private long askedNanos;

  /// Told how it goes, on the strand.
  interface Watcher {
    /// The rows are there.
    void rowsInstalled();

    /// The engine failed for good.
    void rowsFailed(Fault fault);
  }

  Installing(Shard shard, ShardLog log, Rows rows, Watcher watcher) {
    this.shard = shard;
    this.log = log;
    this.rows = rows;
    this.watcher = watcher;
    this.askedNanos = now() - ASK_AGAIN.toNanos();
  }

  /// `feeder` gives this replica records, and is the first to be asked for rows.
  void fedBy(NodeId feeder) {
    if (!feeder.equals(preferred)) {
      preferred = feeder;
      asked = 0;
    }
  }

  /// Called regularly: asks one of the `replicas` after the other for rows if they are needed.
  void look(List<NodeId> replicas) {
    if (receiver != null && receiver.isStuck()) {
      forget();
    }
    boolean isTime = now() - askedNanos >= ASK_AGAIN.toNanos();
    if (rows.areAwaited() && receiver == null && !beginning && isTime) {
      askedNanos = now();
      List<NodeId> others = inTurn(replicas);
      if (!others.isEmpty()) {
        NodeId next = others.get(asked % others.size());
        asked++;
        ask(next);
      }
    }
  }

  private List<NodeId> inTurn(List<NodeId> replicas) {
    return replicas.stream()
        .filter(each -> !each.equals(shard.self()))
        .sorted(Comparator.comparing(each -> !each.equals(preferred)))
        .toList();
  }

  private void ask(NodeId replica) {
    shard
        .env()
        .network()
        .send(
            replica,
            new SnapshotAsk(shard.id(), SnapshotAsk.SOME_SNAPSHOT, Bytes.EMPTY, log.base().lsn()));
  }

  /// Whether the log goes on from where the offered rows stand, so that nothing but them is needed.
  boolean fits(SnapshotOffer offer) {
    return log.has(offer.at()) && !offer.at().lsn().isBefore(log.base().lsn());
  }

  /// Rows are offered that this log goes on from.
  void offered(NodeId feeder, SnapshotOffer offer) {
    if (!rows.areAwaited() || beginning || receiver != null) {
      return;
    }
    beginning = true;
    shard.emit(new ShardEvent.SnapshotBegun(shard.self(), shard.id(), feeder, offer.at()));
    rows.begin(store -> {
      beginning = false;
      if (!closed) {
        receive(feeder, offer, store);
      }
    });
  }

  private void receive(NodeId feeder, SnapshotOffer offer, Store store) {
    receiver = new SnapshotReceiver(shard.env(), feeder, offer, store, this);
    receiver.start();
  }

  void received(NodeId from, SnapshotChunk chunk) {
    if (receiver != null) {
      receiver.received(from, chunk);
    }
  }

  /// Whoever gave rows gives no more: what came so far is of no use.
  private void forget() {
    if (receiver != null) {
      receiver.close();
      receiver = null;
    }
  }

  void close() {
    closed = true;
    forget();
  }

  @Override
  public void installed(LogPosition at) {
    long repeated = receiver == null ? 0 : receiver.repeated();
    receiver = null;
    shard.emit(new ShardEvent.SnapshotInstalled(shard.self(), shard.id(), at, repeated));
    rows.installed();
    watcher.rowsInstalled();
  }

  @Override
  public void spoiled(String why) {
    receiver = null;
    askedNanos = now() + AFTER_SPOILED.toNanos();
    shard.emit(new ShardEvent.SnapshotSpoiled(shard.self(), shard.id(), why));
  }

  @Override
  public void failed(Fault fault) {
    receiver = null;
    watcher.rowsFailed(fault);
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
