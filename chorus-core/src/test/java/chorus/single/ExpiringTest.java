package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A leader removes keys that have expired though nobody asks for them.
final class ExpiringTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  private final LoneReplica leader = new LoneReplica(new MemoryDisk(), 1);

  @Test
  void whatHasExpiredIsRemovedAndTheRestStays() {
    leader.lead(new Epoch(1));
    submit("SET gone v PX 1000", "SET stays v PX 100000", "SET ever v");
    pass(A_WHILE);
    assertThat(keys()).isEqualTo(3);
    assertThat(leader.replica().status().expiring()).isEqualTo(2);
    pass(Duration.ofSeconds(1));
    assertThat(keys()).isEqualTo(2);
    assertThat(leader.replica().status().expiring()).isEqualTo(1);
    assertThat(submit("EXISTS gone stays ever").only()).containsExactly("2");
  }

  @Test
  void manyGoInSlices() {
    leader.lead(new Epoch(1));
    int many = 2 * Limits.EXPIRED_KEYS_PER_LOOK + Limits.EXPIRED_KEYS_PER_RECORD / 2;
    submit(
        IntStream.range(0, many).mapToObj(i -> "SET k" + i + " v PX 1000").toArray(String[]::new));
    pass(A_WHILE);
    long before = leader.replica().status().last().number();
    pass(Duration.ofSeconds(2));
    assertThat(keys()).isZero();
    long records = leader.replica().status().last().number() - before;
    assertThat(records).isGreaterThanOrEqualTo(many / Limits.EXPIRED_KEYS_PER_RECORD);
  }

  @Test
  void aKeyThatWasGivenMoreTimeStays() {
    leader.lead(new Epoch(1));
    submit("SET k v PX 1000");
    pass(A_WHILE);
    submit("PEXPIRE k 5000");
    pass(Duration.ofSeconds(2));
    assertThat(submit("GET k").only()).containsExactly("v");
    pass(Duration.ofSeconds(4));
    assertThat(keys()).isZero();
  }

  /// Its expiry row comes where the leader has looked already.
  @Test
  void aTimeLongPastIsFoundOnTheNextWholePass() {
    leader.lead(new Epoch(1));
    pass(Duration.ofMinutes(1));
    submit("SET k v PXAT 5");
    pass(A_WHILE);
    assertThat(keys()).isEqualTo(1);
    pass(Duration.ofMinutes(5));
    assertThat(keys()).isZero();
  }

  @Test
  void aFlushLeavesNothingToRemove() {
    leader.lead(new Epoch(1));
    submit("SET a v PX 1000", "FLUSHALL", "SET a v");
    pass(Duration.ofSeconds(2));
    assertThat(keys()).isEqualTo(1);
    assertThat(leader.replica().status().expiring()).isZero();
  }

  /// What is over by a clock that is wrong may not be over.
  @Test
  void nothingExpiresWhileTheClockIsNotConfirmed() {
    leader.lead(new Epoch(1));
    submit("SET k v PX 1000", "SET other v");
    leader.inStep(false);
    pass(Duration.ofSeconds(3));
    assertThat(submit("GET k").only()).containsExactly("v");
    assertThat(submit("PTTL k").only()).containsExactly("0");
    assertThat(keys()).isEqualTo(2);
    leader.inStep(true);
    assertThat(submit("GET k").only()).containsExactly("Null[]");
    pass(A_WHILE);
    assertThat(keys()).isEqualTo(1);
  }

  private long keys() {
    return leader.replica().status().keys();
  }

  private void pass(Duration time) {
    for (long i = 0; i < time.toMillis() / 100; i++) {
      leader.beat();
    }
  }

  private RecordedAnswer submit(String... commands) {
    RecordedAnswer answer = new RecordedAnswer();
    leader.submit(answer.batch(commands));
    return answer;
  }
}
