package chorus.ship;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.env.Message;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.store.Applier;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.MemoryEngine;
import chorus.store.RowCursor;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import chorus.store.StoreState;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.testing.SilentLog;
import chorus.time.Hlc;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotOffer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Rows go from one replica to another, over a network that the test plays.
final class SnapshotTransferTest implements SnapshotReceiver.Owner {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final Epoch EPOCH = new Epoch(1);
  private static final NodeId SOURCE = new NodeId("n1");
  private static final NodeId TARGET = new NodeId("n2");
  private static final Duration BEAT = Duration.ofMillis(100);

  /// So large that the rows take several chunks.
  private static final int VALUE_BYTES = 100_000;

  private static final int KEYS = 40;

  private final List<Message> sent = new ArrayList<>();
  private final ManualEnv env = new ManualEnv(new MemoryDisk(), (_, message) -> sent.add(message));
  private final ShardLog log = log();
  private final Store rows = store("source");
  private Store given = rows;
  private final List<String> damaged = new ArrayList<>();
  private final List<LogPosition> installed = new ArrayList<>();
  private final List<String> spoiled = new ArrayList<>();
  private boolean readable = true;
  private final Snapshots snapshots =
      new Snapshots(
          env, SHARD, 1, log, () -> Optional.of(given).filter(_ -> readable), damaged::add);

  @Test
  void allRowsArriveAndStandWhereTheyStood() {
    write(KEYS);
    Store target = transfer(_ -> true);
    assertThat(installed).containsExactly(new LogPosition(EPOCH, new Lsn(KEYS)));
    assertThat(StoreState.of(target)).isEqualTo(StoreState.of(rows));
    assertThat(target.flushedLsn()).isEqualTo(new Lsn(KEYS));
  }

  @Test
  void whatIsLostOrRepeatedOrOvertakenOnTheWayDoesNoHarm() {
    write(KEYS);
    for (int seed = 1; seed <= 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      installed.clear();
      Store target = transfer(_ -> random.nextInt(3) > 0);
      assertThat(installed).as("seed %d", seed).hasSize(1);
      assertThat(StoreState.of(target)).isEqualTo(StoreState.of(rows));
    }
  }

  @Test
  void whatIsWrittenMeanwhileIsNotInIt() {
    write(KEYS);
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    SnapshotOffer offer = (SnapshotOffer) sent.removeFirst();
    write(5);
    Store target = receive(offer, _ -> true);
    assertThat(target.appliedLsn()).isEqualTo(new Lsn(KEYS));
    assertThat(StoreState.of(target).keys()).isEqualTo(KEYS);
  }

  @Test
  void nobodyGetsRowsThatAreTooOldForIt() {
    write(3);
    snapshots.asked(TARGET, some(new Lsn(4)));
    assertThat(sent).isEmpty();
    write(1);
    snapshots.asked(TARGET, some(new Lsn(4)));
    assertThat(sent).hasSize(1);
  }

  @Test
  void oneAfterTheOtherIsServed() {
    write(3);
    snapshots.asked(TARGET, some(Lsn.NONE));
    snapshots.asked(new NodeId("n3"), some(Lsn.NONE));
    assertThat(sent).hasSize(1);
    snapshots.applied(TARGET, new Lsn(3));
    snapshots.asked(new NodeId("n3"), some(Lsn.NONE));
    assertThat(sent).hasSize(2);
  }

  /// A taker that died, or holds the database no more, never says that it wants no more.
  @Test
  void whoDoesNotAskMakesRoomForWhoDoes() {
    write(3);
    snapshots.asked(TARGET, some(Lsn.NONE));
    env.advance(Duration.ofSeconds(1));
    snapshots.asked(new NodeId("n3"), some(Lsn.NONE));
    assertThat(snapshots.copiedBytes(new NodeId("n3"))).isEmpty();
    env.advance(Duration.ofMillis(1001));
    snapshots.asked(new NodeId("n3"), some(Lsn.NONE));
    assertThat(snapshots.copiedBytes(new NodeId("n3"))).isPresent();
    assertThat(snapshots.copiedBytes(TARGET)).isEmpty();
  }

  @Test
  void whoDoesNotAskForLongIsForgotten() {
    write(3);
    snapshots.asked(TARGET, some(Lsn.NONE));
    assertThat(snapshots.copiedBytes(TARGET)).isPresent();
    env.advance(Duration.ofSeconds(31));
    snapshots.tick();
    assertThat(snapshots.copiedBytes(TARGET)).isEmpty();
  }

  @Test
  void rowsThatCannotBeReliedOnAreGivenToNobody() {
    write(3);
    readable = false;
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void aChunkThatWasDamagedOnItsWayIsAskedForAgain() {
    write(KEYS);
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    SnapshotOffer offer = (SnapshotOffer) sent.removeFirst();
    SnapshotReceiver receiver = new SnapshotReceiver(env, SOURCE, offer, store("target"), this);
    receiver.start();
    env.settle();
    snapshots.asked(TARGET, (SnapshotAsk) sent.removeFirst());
    env.settle();
    SnapshotChunk chunk = (SnapshotChunk) sent.removeFirst();
    receiver.received(
        SOURCE,
        new SnapshotChunk(
            SHARD, chunk.number(), chunk.after(), chunk.part(), chunk.rows(), ~chunk.checksum()));
    assertThat(sent).isEmpty();
    env.advance(Duration.ofSeconds(1));
    assertThat(((SnapshotAsk) sent.removeFirst()).after()).isEqualTo(Bytes.EMPTY);
    assertThat(receiver.repeated()).isPositive();
  }

  @Test
  void rowsThatDoNotSayWhereTheyStandAreDamagedAndGivenBack() {
    write(3);
    var rotten = new RottenRows();
    given = rotten.of(rows);
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    env.settle();
    assertThat(sent).isEmpty();
    assertThat(damaged).containsExactly("rotten");
    assertThat(rotten.closed).isTrue();
    given = rows;
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    assertThat(sent).hasSize(1);
  }

  /// Those who write to the database meanwhile keep most of the machine.
  @Test
  void theTakerRestsForLongerThanItWorks() {
    write(KEYS);
    env.offloadTakes = Duration.ofMillis(1);
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    SnapshotOffer offer = (SnapshotOffer) sent.removeFirst();
    SnapshotReceiver receiver = new SnapshotReceiver(env, SOURCE, offer, store("target"), this);
    receiver.start();
    int passes = 0;
    long begun = env.monotonicNanos();
    while (installed.isEmpty() && passes < 10_000) {
      env.settle();
      List<Message> under = new ArrayList<>(sent);
      sent.clear();
      under.forEach(each -> deliver(receiver, each));
      env.advance(Duration.ofNanos(100_000));
      passes++;
    }
    long chunks = KEYS * (long) VALUE_BYTES / Limits.SNAPSHOT_CHUNK_BYTES;
    assertThat(env.monotonicNanos() - begun)
        .isBetween(
            Duration.ofMillis(5 * chunks).toNanos(), Duration.ofMillis(40 * chunks).toNanos());
    assertThat(receiver.repeated()).isZero();
  }

  private static SnapshotAsk some(Lsn least) {
    return new SnapshotAsk(SHARD, SnapshotAsk.SOME_SNAPSHOT, Bytes.EMPTY, least);
  }

  private Store transfer(Predicate<Message> arrives) {
    sent.clear();
    snapshots.close();
    snapshots.offer(TARGET, EPOCH, Lsn.NONE);
    return receive((SnapshotOffer) sent.removeFirst(), arrives);
  }

  /// Plays the network until the rows are there; what arrives now and then arrives twice.
  private Store receive(SnapshotOffer offer, Predicate<Message> arrives) {
    Store target = store("target of " + offer.number());
    SnapshotReceiver receiver = new SnapshotReceiver(env, SOURCE, offer, target, this);
    receiver.start();
    for (int beat = 0; installed.isEmpty() && beat < 1000; beat++) {
      env.settle();
      List<Message> under = new ArrayList<>(sent);
      sent.clear();
      for (Message each : under.reversed()) {
        if (arrives.test(each)) {
          deliver(receiver, each);
          deliver(receiver, each);
        }
      }
      env.advance(BEAT);
    }
    return target;
  }

  private void deliver(SnapshotReceiver receiver, Message message) {
    switch (message) {
      case SnapshotAsk ask -> snapshots.asked(TARGET, ask);
      case SnapshotChunk chunk -> receiver.received(SOURCE, chunk);
      case SnapshotOffer _ -> {}
      default -> throw new AssertionError("unexpected " + message);
    }
  }

  private void write(int keys) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      Lsn lsn = log.last().lsn().plus(records.size() + 1L);
      Bytes value = Bytes.wrap(new byte[VALUE_BYTES]);
      Effect put =
          new Effect.Put(
              RowKeys.metaRow(0, Bytes.utf8("key " + lsn)), new Meta.OfString(value).encode());
      records.add(
          new LogRecord(
              EPOCH,
              lsn,
              Hlc.of(lsn.number(), 0),
              RecordKind.ROWS,
              EffectCodec.encode(List.of(put))));
    }
    log.append(records);
    log.sync();
    env.settle();
    new Applier(rows, env.entropy().fork("rows")).apply(records);
  }

  private Store store(String directory) {
    List<Store> opened = new ArrayList<>();
    MemoryEngine.open(env, directory, result -> opened.add(((Result.Ok<Store>) result).value()));
    env.settle();
    return opened.getFirst();
  }

  private ShardLog log() {
    List<ShardLog> opened = new ArrayList<>();
    ShardLog.open(
        env,
        "log",
        LogOptions.defaults(),
        new SilentLog(),
        result -> opened.add(((Result.Ok<ShardLog.Opened>) result).value().log()));
    env.settle();
    return opened.getFirst();
  }

  @Override
  public void installed(LogPosition at) {
    installed.add(at);
  }

  @Override
  public void spoiled(String why) {
    spoiled.add(why);
  }

  @Override
  public void failed(Fault fault) {
    throw new AssertionError(fault);
  }

  /// A fixed view of which nothing can be read.
  private static final class RottenRows implements StoreSnapshot {
    private boolean closed;

    /// `sound`, but for its fixed view.
    Store of(Store sound) {
      return (Store)
          Proxy.newProxyInstance(
              Store.class.getClassLoader(),
              new Class<?>[] {Store.class},
              (_, method, arguments) ->
                  method.getName().equals("snapshot") ? this : method.invoke(sound, arguments));
    }

    @Override
    public Bytes get(Bytes row) {
      throw new RowsDamaged("rotten");
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      throw new RowsDamaged("rotten");
    }

    @Override
    public Lsn appliedLsn() {
      return Lsn.NONE;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
