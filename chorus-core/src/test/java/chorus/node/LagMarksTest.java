package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Lsn;
import chorus.base.ShardId;
import org.junit.jupiter.api.Test;

final class LagMarksTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final ShardId OTHER = new ShardId(new DatabaseId(1), 0);

  @Test
  void aReplicaIsAsLateAsTheFirstCommitThatItHasNot() {
    LagMarks marks =
        LagMarks.NONE
            .with(SHARD, new Lsn(10), 100)
            .with(SHARD, new Lsn(20), 200)
            .with(SHARD, new Lsn(30), 300);
    assertThat(marks.ageOf(SHARD, new Lsn(9), 350)).contains(250L);
    assertThat(marks.ageOf(SHARD, new Lsn(10), 350)).contains(150L);
    assertThat(marks.ageOf(SHARD, new Lsn(29), 350)).contains(50L);
  }

  @Test
  void whoHasEverythingMarkedIsNotLate() {
    LagMarks marks = LagMarks.NONE.with(SHARD, new Lsn(10), 100);
    assertThat(marks.ageOf(SHARD, new Lsn(10), 350)).isEmpty();
    assertThat(LagMarks.NONE.ageOf(SHARD, new Lsn(3), 350)).isEmpty();
  }

  @Test
  void hearingTheSameCommitAgainMakesNobodyYounger() {
    LagMarks marks =
        LagMarks.NONE
            .with(SHARD, new Lsn(10), 100)
            .with(SHARD, new Lsn(10), 200)
            .with(SHARD, new Lsn(8), 300);
    assertThat(marks.ageOf(SHARD, new Lsn(7), 350)).contains(250L);
  }

  @Test
  void shardsAreMarkedApart() {
    LagMarks marks = LagMarks.NONE.with(SHARD, new Lsn(10), 100).with(OTHER, new Lsn(5), 200);
    assertThat(marks.ageOf(OTHER, new Lsn(4), 350)).contains(150L);
    assertThat(marks.ageOf(SHARD, new Lsn(4), 350)).contains(250L);
  }

  @Test
  void aMarkChangesNoEarlierValue() {
    LagMarks before = LagMarks.NONE.with(SHARD, new Lsn(10), 100);
    before.with(SHARD, new Lsn(20), 200);
    assertThat(before.ageOf(SHARD, new Lsn(10), 350)).isEmpty();
  }

  @Test
  void marksAreBounded() {
    LagMarks marks = LagMarks.NONE;
    for (int beat = 1; beat <= 2000; beat++) {
      marks = marks.with(SHARD, new Lsn(beat), beat);
    }
    assertThat(marks.byShard().get(SHARD)).hasSizeLessThanOrEqualTo(600);
    assertThat(marks.ageOf(SHARD, new Lsn(1999), 2000)).contains(0L);
  }
}
