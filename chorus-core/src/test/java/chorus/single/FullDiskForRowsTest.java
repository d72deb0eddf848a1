package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.log.LogOptions;
import chorus.resp.Reply;
import chorus.testing.MemoryDisk;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The disk has room for the log and none for rows.
final class FullDiskForRowsTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// What is committed is stored within this time.
  private static final Duration STORED = Duration.ofMillis(60);

  private static final int MEBIBYTE = 1 << 20;

  private final TightEngine store = new TightEngine();
  private final LoneReplica process =
      new LoneReplica(new MemoryDisk(), 1, store, LogOptions.defaults());

  @BeforeEach
  void lead() {
    process.lead(new Epoch(1));
  }

  @Test
  void writesAreRefusedReadsGoOnAndAllResumesByItself() {
    store.onWrite = TightEngine.NO_ROOM;
    assertThat(run("SET a 1")).isEqualTo(Reply.OK);
    process.advance(STORED);
    assertThat(text(run("SET b 1"))).startsWith("MISCONF no room on the leader's disk");
    assertThat(run("GET a")).isEqualTo(Reply.bulk("1"));
    assertThat(run("EXISTS b")).isEqualTo(Reply.integer(0));
    process.advance(PAUSE.multipliedBy(5));
    assertThat(text(run("SET b 2"))).startsWith("MISCONF");
    store.onWrite = null;
    process.advance(PAUSE);
    assertThat(run("SET b 3")).isEqualTo(Reply.OK);
    assertThat(run("MGET a b")).isEqualTo(Reply.array(List.of(Reply.bulk("1"), Reply.bulk("3"))));
    process.advance(STORED);
    assertThat(standing()).isEqualTo(Standing.LEADING);
    assertThat(process.replica().status().applied()).isEqualTo(process.replica().status().last());
  }

  @Test
  void aFlushThatFindsNoRoomIsTriedAgainAndNothingIsLost() {
    store.onFlush = TightEngine.NO_ROOM;
    writeUntilAFlushIsDue();
    assertThat(store.flushes).isEqualTo(1);
    assertThat(text(run("SET more 1"))).startsWith("MISCONF");
    process.advance(PAUSE.multipliedBy(3));
    assertThat(store.flushes).isEqualTo(4);
    store.onFlush = null;
    process.advance(PAUSE);
    assertThat(run("SET more 1")).isEqualTo(Reply.OK);
    assertThat(run("STRLEN k")).isEqualTo(Reply.integer(MEBIBYTE));
  }

  @Test
  void anotherFailureOfTheEngineStopsTheReplica() {
    store.onFlush = Fault.notApplied("IO", "broken");
    writeUntilAFlushIsDue();
    assertThat(standing()).isEqualTo(Standing.FAILED);
  }

  private void writeUntilAFlushIsDue() {
    String value = "v".repeat(MEBIBYTE);
    for (long bytes = 0; bytes <= Limits.FLUSH_BYTES; bytes += MEBIBYTE) {
      process.submit(new RecordedAnswer().batch("SET k " + value));
    }
    process.advance(STORED);
  }

  private Standing standing() {
    return process.replica().status().standing();
  }

  private Reply run(String line) {
    RecordedAnswer answer = new RecordedAnswer();
    process.submit(answer.batch(line));
    return answer.said.getFirst().getFirst();
  }

  private static String text(Reply reply) {
    return ((Reply.Error) reply).text();
  }
}
