package chorus.ship;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.log.LogListener;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.AppendReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShipperTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final Epoch ONE = new Epoch(1);

  private final ManualEnv env = new ManualEnv(new MemoryDisk());

  @Test
  void theLagInBytesIsWhatTheFollowerDoesNotHaveDurably() {
    ShardLog log = logOfTen();
    Shipper shipper = new Shipper(env, SHARD, ONE, new NodeId("n2"), log, none(log));
    shipper.poke(new Lsn(10), new Lsn(10));
    shipper.onReply(accepted(10, 0));
    assertThat(shipper.status().lagBytes()).isZero();
    assertThat(shipper.status().match()).isEqualTo(new Lsn(10));
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
        new Silent(),
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

  private static final class Silent implements LogListener {
    @Override
    public void durable(Lsn lsn) {}

    @Override
    public void failed(Fault fault) {}

    @Override
    public void damaged(Fault fault) {}

    @Override
    public void spaceReturned() {}

    @Override
    public void trimmed(Lsn base) {}
  }
}
