package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.time.LeaseHolder;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.Owed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A follower that is far behind stores rows without showing them before.
final class CatchingUpTest {
  private static final Epoch EPOCH = new Epoch(1);
  private static final Duration STORED = Duration.ofMillis(60);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String NOBODY_READS = "nobody reads";
  private static final int FAR_BEHIND = (int) Limits.FAR_BEHIND_RECORDS + 1;

  private final TightEngine store = new TightEngine();
  private final LoneReplica process =
      new LoneReplica(new MemoryDisk(), 1, store, LogOptions.defaults());
  private final List<String> readMeanwhile = new ArrayList<>();
  private LogPosition end = LogPosition.START;

  @Test
  void whatIsNearIsReadBeforeItIsStored() {
    append("a", "1", 1);
    process.advance(STORED);
    store.beforeWrite = () -> readMeanwhile.add(read("GET a"));
    append("a", "2", 1);
    assertThat(read("GET a")).isEqualTo("2");
    process.advance(STORED);
    assertThat(readMeanwhile).containsExactly("2");
  }

  @Test
  void nobodyReadsWhileWhatIsFarAheadIsHalfStored() {
    append("a", "1", 1);
    process.advance(STORED);
    store.beforeWrite = () -> readMeanwhile.add(read("GET a"));
    append("a", "2", FAR_BEHIND);
    assertThat(readMeanwhile.getFirst()).isEqualTo(NOBODY_READS);
    process.advance(STORED);
    assertThat(read("GET a")).isEqualTo("2");
    assertThat(process.replica().status().applied()).isEqualTo(end.lsn());
  }

  @Test
  void whatNobodyMayReadYetIsStoredAndThenRead() {
    store.beforeWrite = () -> readMeanwhile.add(read("GET a"));
    append("a", "1", 3);
    assertThat(readMeanwhile).containsExactly(NOBODY_READS);
    assertThat(read("GET a")).isEqualTo("1");
  }

  @Test
  void withoutRoomForRowsAFollowerStillShowsThem() {
    store.onWrite = TightEngine.NO_ROOM;
    append("a", "1", 3);
    assertThat(read("GET a")).isEqualTo(NOBODY_READS);
    process.advance(RETRY);
    assertThat(read("GET a")).isEqualTo("1");
    assertThat(process.replica().status().applied()).isEqualTo(Lsn.NONE);
  }

  @Test
  void whoBeginsToLeadMeanwhileSeesEverything() {
    store.beforeWrite =
        () -> {
          store.beforeWrite = () -> {};
          LeaseHolder lease = new LeaseHolder(List.of(LoneReplica.SELF), Long.MAX_VALUE / 2, 0);
          lease.granted(LoneReplica.SELF, 0);
          process.replica().lead(new Epoch(2), lease);
        };
    append("a", "1", FAR_BEHIND);
    process.advance(STORED);
    RecordedAnswer answer = new RecordedAnswer();
    process.submit(answer.batch("GET a", "DBSIZE", "APPEND a 2"));
    assertThat(answer.only()).containsExactly("1", "1", "2");
  }

  /// The leader sends so many changes of one key, all of them committed.
  private void append(String key, String value, int times) {
    Bytes row = RowKeys.metaRow(0, Bytes.utf8(key));
    Effect set = new Effect.Put(row, new Meta.OfString(Bytes.utf8(value)).encode());
    Bytes payload = EffectCodec.encode(List.of(set));
    List<LogRecord> records = new ArrayList<>();
    LogPosition before = end;
    for (int i = 0; i < times; i++) {
      Lsn next = end.lsn().next();
      records.add(new LogRecord(EPOCH, next, new Hlc(next.number()), RecordKind.ROWS, payload));
      end = new LogPosition(EPOCH, next);
    }
    process.receive(
        new Append(
            LoneReplica.SHARD,
            EPOCH,
            LoneReplica.GATEWAY,
            before,
            end.lsn(),
            end.lsn(),
            Owed.NOTHING,
            records));
  }

  private String read(String command) {
    RecordedAnswer answer = new RecordedAnswer();
    process.replica().readHere(answer.batch(command));
    return answer.notLeading > 0 ? NOBODY_READS : answer.only().getFirst();
  }
}
