package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.Timings;
import chorus.store.Beat;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A leader asks for content hashes when something was written since the last ones, and only then.
final class BeatTest {
  private static final Duration BEAT = Timings.DEFAULT.beat();

  private final LoneReplica process = new LoneReplica(new MemoryDisk(), 1);

  @Test
  void aNewLeaderAsksForWhatItInherited() {
    process.lead(new Epoch(1));
    process.advance(BEAT.multipliedBy(2));
    assertThat(process.replica().beats()).extracting(Beat::lsn).containsExactly(new Lsn(2));
  }

  @Test
  void withoutWritesItAsksOnce() {
    process.lead(new Epoch(1));
    process.advance(BEAT.multipliedBy(10));
    assertThat(process.replica().beats()).hasSize(1);
    process.submit(new RecordedAnswer().batch("SET k v"));
    process.advance(BEAT.multipliedBy(2));
    assertThat(process.replica().beats())
        .extracting(Beat::lsn)
        .containsExactly(new Lsn(2), new Lsn(4));
  }
}
