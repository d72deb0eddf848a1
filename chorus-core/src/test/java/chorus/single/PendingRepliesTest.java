package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PendingRepliesTest {
  private final PendingReplies pending = new PendingReplies();
  private final List<BatchRun> answered = new ArrayList<>();

  @Test
  void nothingLeavesBeforeItsGateIsCommitted() {
    BatchRun five = add(5, 1, 100);
    BatchRun six = add(6, 2, 100);
    pending.drain(new Lsn(4), answered::add);
    assertThat(answered).isEmpty();
    pending.drain(new Lsn(5), answered::add);
    assertThat(answered).containsExactly(five);
    pending.drain(new Lsn(9), answered::add);
    assertThat(answered).containsExactly(five, six);
  }

  @Test
  void equalGatesLeaveInTheOrderOfTheirComing() {
    BatchRun third = add(5, 3, 100);
    BatchRun first = add(5, 1, 100);
    BatchRun second = add(5, 2, 100);
    pending.drain(new Lsn(5), answered::add);
    assertThat(answered).containsExactly(first, second, third);
  }

  @Test
  void whatWaitedTooLongIsTakenOutAndNeverAnsweredAgain() {
    BatchRun later = add(8, 1, 50);
    BatchRun patient = add(7, 2, 200);
    BatchRun sooner = add(6, 3, 60);
    assertThat(pending.overdue(50)).isEmpty();
    assertThat(pending.overdue(100)).containsExactly(sooner, later);
    assertThat(pending.overdue(100)).isEmpty();
    pending.drain(new Lsn(9), answered::add);
    assertThat(answered).containsExactly(patient);
  }

  @Test
  void theEndTakesEverythingInOrder() {
    BatchRun six = add(6, 1, 100);
    BatchRun five = add(5, 2, 100);
    assertThat(pending.takeAll()).containsExactly(five, six);
    assertThat(pending.takeAll()).isEmpty();
  }

  @Test
  void everyBatchLeavesOnceInOrderAndNotTooEarly() {
    for (long seed = 1; seed <= 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<BatchRun> added = new ArrayList<>();
      List<BatchRun> left = new ArrayList<>();
      long committed = 0;
      for (int step = 0; step < 200; step++) {
        added.add(add(committed + random.nextInt(20), step, Long.MAX_VALUE));
        committed += random.nextInt(3);
        Lsn now = new Lsn(committed);
        List<BatchRun> turn = new ArrayList<>();
        pending.drain(now, turn::add);
        assertThat(turn).isSorted().allMatch(each -> !each.gate().isAfter(now));
        left.addAll(turn);
      }
      left.addAll(pending.takeAll());
      left.sort(Comparator.comparingInt(added::indexOf));
      assertThat(left).as("seed %d", seed).isEqualTo(added);
    }
  }

  private BatchRun add(long gate, long sequence, long deadline) {
    BatchRun run = new BatchRun(new RecordedAnswer().batch("GET a"), sequence, deadline);
    run.answered(Reply.OK, new Lsn(gate));
    pending.add(run);
    return run;
  }
}
