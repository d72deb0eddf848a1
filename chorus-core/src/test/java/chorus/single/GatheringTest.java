package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.resp.Reply;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Turns of a leader that wait for more writes, and those that do not.
final class GatheringTest {
  private final LoneReplica process = new LoneReplica(new MemoryDisk(), 1);
  private final RecordedAnswer answer = new RecordedAnswer();

  @BeforeEach
  void lead() {
    process.lead(new Epoch(5));
  }

  @Test
  void aLoneWriterNeverWaits() {
    for (int time = 0; time < 10; time++) {
      long before = end();
      process.submit(answer.batch("SET k v"));
      assertThat(end()).isEqualTo(before + 1);
    }
  }

  @Test
  void whereManyWriteATurnWaitsForMore() {
    manyWrite();
    long before = end();
    process.submit(answer.batch("SET k v"));
    process.submit(answer.batch("SET l w"));
    assertThat(end()).isEqualTo(before);
    process.advance(Turn.GATHER);
    assertThat(end()).isEqualTo(before + 2);
  }

  @Test
  void itWaitsNoLongerOnceAsManyCameAsAreExpected() {
    manyWrite();
    long before = end();
    for (int write = 1; write < Turn.GATHER_FROM; write++) {
      process.submit(answer.batch("SET k v"));
      assertThat(end()).isEqualTo(before);
    }
    process.submit(answer.batch("SET k v"));
    assertThat(end()).isEqualTo(before + Turn.GATHER_FROM);
  }

  @Test
  void itCeasesToWaitOnceFewWrite() {
    manyWrite();
    process.submit(answer.batch("SET k v"));
    process.advance(Turn.GATHER);
    long before = end();
    process.submit(answer.batch("SET k v"));
    assertThat(end()).isEqualTo(before + 1);
  }

  @Test
  void everyWriteIsAnsweredAllTheSame() {
    manyWrite();
    process.submit(answer.batch("SET k v"));
    process.advance(Duration.ofMillis(10));
    assertThat(answer.said.stream().flatMap(List::stream))
        .hasSize(Turn.GATHER_FROM + 1)
        .containsOnly(Reply.OK);
  }

  /// So many at once that they share a turn.
  private void manyWrite() {
    String[] writes = new String[Turn.GATHER_FROM];
    Arrays.setAll(writes, number -> "SET k" + number + " v");
    process.submit(answer.batch(writes));
    process.advance(Duration.ofMillis(10));
  }

  private long end() {
    return process.replica().status().last().number();
  }
}
