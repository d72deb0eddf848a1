package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.testing.MemoryDisk;
import chorus.testing.MemoryDisk.Health;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A disk that does not answer, for a while.
final class StalledDiskTest {
  private static final Epoch FIVE = new Epoch(5);
  private static final Epoch SIX = new Epoch(6);

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneReplica process = new LoneReplica(disk, 1);
  private final RecordedAnswer answer = new RecordedAnswer();

  @BeforeEach
  void lead() {
    process.lead(FIVE);
    live(1000);
    assertThat(standing()).isEqualTo(Standing.LEADING);
    disk.health(Health.SYNC_STALLS);
  }

  @Test
  void aLeaderGivesUpAfterTheLimitAndTellsWhoWaitsThatTheEndIsOpen() {
    process.submit(answer.batch("SET k v"));
    live(1400);
    assertThat(standing()).isEqualTo(Standing.LEADING);
    assertThat(answer.said).isEmpty();
    live(300);
    assertThat(standing()).isEqualTo(Standing.ABDICATED);
    assertThat(answer.only()).containsExactly("-INDETERMINATE");
  }

  @Test
  void whoGaveUpNeverLeadsThatEpochAgain() {
    process.submit(answer.batch("SET k v"));
    live(1700);
    disk.health(Health.GOOD);
    live(1000);
    assertThat(standing()).isEqualTo(Standing.ABDICATED);
    process.lead(FIVE);
    assertThat(standing()).isEqualTo(Standing.ABDICATED);
    process.lead(SIX);
    live(100);
    assertThat(standing()).isEqualTo(Standing.LEADING);
  }

  @Test
  void aShortStallIsBorne() {
    process.submit(answer.batch("SET k v"));
    live(1400);
    disk.health(Health.GOOD);
    live(1400);
    assertThat(standing()).isEqualTo(Standing.LEADING);
    assertThat(answer.only()).containsExactly("OK");
  }

  @Test
  void aProcessThatSleptDoesNotBlameItsDisk() {
    process.submit(answer.batch("SET k v"));
    process.advance(Duration.ofSeconds(20));
    process.replica().look();
    assertThat(standing()).isEqualTo(Standing.LEADING);
  }

  @Test
  void whoHasNothingToSyncDoesNotNotice() {
    live(5000);
    assertThat(standing()).isEqualTo(Standing.LEADING);
  }

  private void live(int millis) {
    for (int passed = 0; passed < millis; passed += 100) {
      process.advance(Duration.ofMillis(100));
      process.replica().look();
    }
  }

  private Standing standing() {
    return process.replica().status().standing();
  }
}
