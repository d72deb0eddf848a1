package chorus.ship;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.testing.SilentLog;
import chorus.time.Hlc;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShipperTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final Epoch ONE = new Epoch(1);

  private static final NodeId N1 = new NodeId("n1");

  private final List<Append> sent = new ArrayList<>();
  private final ManualEnv env =
      new ManualEnv(new MemoryDisk(), (_, message) -> sent.add((Append) message));

  @Test
  void theLagInBytesIsWhatTheFollowerDoesNotHaveDurably() {
    ShardLog log = logOfTen();
    Shipper shipper =
        new Shipper(env, SHARD, Source.ofLeader(ONE, N1, log, none(log)), new NodeId("n2"));
    shipper.poke(new Lsn(10), new Lsn(10));
    shipper.onReply(accepted(10, 0));
    assertThat(shipper.status().lagBytes()).isZero();
    assertThat(shipper.status().match()).isEqualTo(new Lsn(10));
  }

  @Test
  void aFollowerThatIsWatchedIsAskedAndGetsNoRecords() {
    Shipper shipper = shipperOf(() -> new Lsn(10));
    shipper.watch();
    shipper.onReply(accepted(3, 3));
    shipper.poke(new Lsn(10), new Lsn(10));
    shipper.tick(new Lsn(10), new Lsn(10));
    assertThat(sent).hasSize(1).allMatch(each -> each.records().isEmpty());
    assertThat(sent.getFirst().previous().lsn()).isEqualTo(new Lsn(3));
    assertThat(sent.getFirst().commit()).isEqualTo(new Lsn(10));
    assertThat(shipper.match()).isEqualTo(new Lsn(3));
  }

  @Test
  void whoIsFedAgainGetsWhatItLacksAndNothingTwice() {
    Shipper shipper = shipperOf(() -> new Lsn(10));
    shipper.watch();
    shipper.onReply(accepted(3, 3));
    shipper.onReply(accepted(7, 7));
    shipper.feed();
    shipper.tick(Lsn.NONE, Lsn.NONE);
    shipper.onReply(accepted(7, 7));
    assertThat(sent.getLast().records()).extracting(LogRecord::lsn).first().isEqualTo(new Lsn(8));
  }

  @Test
  void nothingIsSentThatTheSourceDoesNotVouchFor() {
    long[] end = {4};
    Shipper shipper = shipperOf(() -> new Lsn(end[0]));
    shipper.onReply(accepted(2, 2));
    assertThat(sent.getLast().records())
        .extracting(LogRecord::lsn)
        .containsExactly(new Lsn(3), new Lsn(4));
    end[0] = 5;
    shipper.poke(Lsn.NONE, Lsn.NONE);
    assertThat(sent.getLast().records()).extracting(LogRecord::lsn).containsExactly(new Lsn(5));
  }

  /// Another source may have fed the follower meanwhile.
  @Test
  void aFollowerThatIsAheadOfTheSourceIsNotAskedForWhatTheSourceLacks() {
    Shipper shipper = shipperOf(() -> new Lsn(4));
    shipper.onReply(accepted(9, 9));
    shipper.tick(Lsn.NONE, Lsn.NONE);
    assertThat(sent).allMatch(each -> !each.previous().lsn().isAfter(new Lsn(4)));
  }

  @Test
  void whoAnswersAndGetsNoFurtherIsStuck() {
    Shipper shipper = shipperOf(() -> new Lsn(10));
    shipper.watch();
    assertThat(shipper.answers()).isFalse();
    for (int beat = 0; beat < 6; beat++) {
      shipper.onReply(accepted(3, 3));
      shipper.tick(Lsn.NONE, Lsn.NONE);
      env.advance(Duration.ofMillis(100));
    }
    assertThat(shipper.answers()).isTrue();
    assertThat(shipper.isStuck()).isTrue();
    shipper.onReply(accepted(10, 10));
    assertThat(shipper.isStuck()).isFalse();
    env.advance(Duration.ofSeconds(2));
    assertThat(shipper.answers()).isFalse();
  }

  private Shipper shipperOf(Supplier<Lsn> end) {
    ShardLog log = logOfTen();
    return new Shipper(env, SHARD, new Source(ONE, N1, log, none(log), end), new NodeId("n2"));
  }

  private Snapshots none(ShardLog log) {
    return new Snapshots(env, SHARD, 1, log, Optional::empty, _ -> {});
  }

  private static AppendReply accepted(long durable, long applied) {
    return new AppendReply(
        SHARD,
        ONE,
        AppendVerdict.ACCEPTED,
        new LogPosition(ONE, new Lsn(durable)),
        new Lsn(durable),
        Wholeness.WHOLE,
        1,
        LogPosition.START,
        new Lsn(applied),
        ONE);
  }

  private ShardLog logOfTen() {
    List<ShardLog> opened = new ArrayList<>();
    ShardLog.open(
        env,
        "log",
        LogOptions.defaults(),
        new SilentLog(),
        result -> {
          if (result instanceof Result.Ok<ShardLog.Opened>(var found)) {
            opened.add(found.log());
          }
        });
    env.settle();
    ShardLog log = opened.getFirst();
    List<LogRecord> records = new ArrayList<>();
    for (int lsn = 1; lsn <= 10; lsn++) {
      records.add(
          new LogRecord(ONE, new Lsn(lsn), Hlc.of(lsn, 0), RecordKind.ROWS, Bytes.utf8("record")));
    }
    log.append(records);
    log.sync();
    env.settle();
    return log;
  }
}
