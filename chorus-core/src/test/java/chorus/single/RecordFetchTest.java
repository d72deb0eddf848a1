package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.log.LogKeep;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.testing.MemoryDisk;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replica is asked for records that another one has lost.
final class RecordFetchTest {
  private final LoneReplica process = new LoneReplica(new MemoryDisk(), 1);

  @BeforeEach
  void write() {
    process.lead(new Epoch(3));
    process.submit(new RecordedAnswer().batch("SET a 1"));
    process.submit(new RecordedAnswer().batch("SET b 2"));
  }

  @Test
  void aRecordIsGivenByItsPosition() {
    assertThat(fetched(at(3, 2), at(3, 3))).containsExactly(at(3, 2), at(3, 3));
    assertThat(fetched(at(3, 3))).containsExactly(at(3, 3));
  }

  @Test
  void aRecordOfAnotherEpochIsAnotherRecord() {
    assertThat(fetched(at(2, 2))).isEmpty();
    assertThat(fetched(at(2, 2), at(3, 3))).containsExactly(at(3, 3));
  }

  @Test
  void whatIsNotThereYetIsNotGiven() {
    assertThat(fetched(at(3, 9))).isEmpty();
  }

  @Test
  void whatIsInRowsAloneIsSaidToBeThere() {
    LoneReplica trimmed = trimmed();
    Lsn base = trimmed.replica().status().base();
    assertThat(base).isGreaterThan(new Lsn(2));
    trimmed.sent.clear();
    trimmed.receive(new FetchRecords(LoneReplica.SHARD, List.of(at(3, 2))));
    trimmed.receive(new FetchRecords(LoneReplica.SHARD, List.of(at(2, 2))));
    assertThat(trimmed.sent)
        .containsExactly(
            new FetchedRecords(LoneReplica.SHARD, List.of(), base),
            new FetchedRecords(LoneReplica.SHARD, List.of(), Lsn.NONE));
  }

  /// Its log keeps nothing that its rows have durably.
  private static LoneReplica trimmed() {
    LoneReplica process =
        new LoneReplica(
            new MemoryDisk(),
            1,
            new TightEngine(),
            new LogOptions(4096, 1 << 20, new LogKeep(0, Duration.ZERO, 0)));
    process.lead(new Epoch(3));
    for (int i = 0; i < 100; i++) {
      process.submit(new RecordedAnswer().batch("SET key-%d value-%d".formatted(i, i)));
    }
    for (int beat = 0; beat < 50; beat++) {
      process.beat();
    }
    return process;
  }

  private List<LogPosition> fetched(LogPosition... wanted) {
    process.sent.clear();
    process.receive(new FetchRecords(LoneReplica.SHARD, List.of(wanted)));
    return ((FetchedRecords) process.sent.getFirst())
        .records().stream().map(LogRecord::position).toList();
  }

  private static LogPosition at(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }
}
