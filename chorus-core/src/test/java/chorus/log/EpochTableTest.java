package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import org.junit.jupiter.api.Test;

class EpochTableTest {
  /// Epoch 1 wrote 1 to 4, epoch 3 wrote 5 to 8, epoch 6 wrote 9 and on.
  private static final EpochTable TABLE =
      EpochTable.EMPTY
          .with(new Epoch(1), new Lsn(1))
          .with(new Epoch(3), new Lsn(5))
          .with(new Epoch(3), new Lsn(6))
          .with(new Epoch(6), new Lsn(9));

  private static final Lsn LAST = new Lsn(12);

  @Test
  void eachEpochHasItsPart() {
    assertThat(TABLE.startOf(new Epoch(3))).contains(new Lsn(5));
    assertThat(TABLE.endOf(new Epoch(3), LAST)).contains(new Lsn(8));
    assertThat(TABLE.endOf(new Epoch(6), LAST)).contains(LAST);
    assertThat(TABLE.startOf(new Epoch(2))).isEmpty();
    assertThat(TABLE.endOf(new Epoch(2), LAST)).isEmpty();
  }

  @Test
  void everyLsnHasItsEpoch() {
    assertThat(TABLE.epochAt(Lsn.NONE)).isEqualTo(Epoch.NONE);
    assertThat(TABLE.epochAt(new Lsn(4))).isEqualTo(new Epoch(1));
    assertThat(TABLE.epochAt(new Lsn(5))).isEqualTo(new Epoch(3));
    assertThat(TABLE.epochAt(LAST)).isEqualTo(new Epoch(6));
  }

  @Test
  void aCutForgetsTheEpochsAboveIt() {
    assertThat(TABLE.cutAfter(new Lsn(9))).isEqualTo(TABLE);
    assertThat(TABLE.cutAfter(new Lsn(8)).entries()).hasSize(2);
    assertThat(TABLE.cutAfter(Lsn.NONE)).isEqualTo(EpochTable.EMPTY);
  }

  @Test
  void neitherEpochsNorLsnsFall() {
    assertThatThrownBy(() -> TABLE.with(new Epoch(5), new Lsn(13)))
        .isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> TABLE.with(new Epoch(7), new Lsn(8)))
        .isInstanceOf(Require.BrokenInvariant.class);
  }

  @Test
  void aLogInTheSameEpochSharesUpToTheShorterEnd() {
    assertThat(shared(6, 11)).isEqualTo(position(6, 11));
    assertThat(shared(6, 20)).isEqualTo(position(6, 12));
  }

  @Test
  void aLogThatEndsInAnEarlierEpochSharesNoMoreThanThatEpochWrote() {
    assertThat(shared(3, 7)).isEqualTo(position(3, 7));
    assertThat(shared(3, 11)).isEqualTo(position(3, 8));
    assertThat(shared(1, 30)).isEqualTo(position(1, 4));
  }

  @Test
  void aLogThatEndsInAnUnknownEpochSharesOnlyWhatCameBefore() {
    assertThat(shared(4, 11)).isEqualTo(position(3, 8));
    assertThat(shared(4, 6)).isEqualTo(position(3, 6));
    assertThat(shared(9, 12)).isEqualTo(position(6, 12));
    assertThat(shared(5, 3)).isEqualTo(position(1, 3));
  }

  @Test
  void emptyLogsShareTheStart() {
    assertThat(shared(0, 0)).isEqualTo(LogPosition.START);
    assertThat(EpochTable.EMPTY.sharedWith(position(3, 7), Lsn.NONE)).isEqualTo(LogPosition.START);
  }

  @Test
  void twoTablesSayWhereTheirLogsPart() {
    EpochTable behind = table(1, 1, 3, 5);
    EpochTable other = table(1, 1, 3, 5, 4, 8, 7, 20);
    assertThat(behind.partsFrom(other, new Lsn(6), position(7, 30))).isEqualTo(position(3, 6));
    assertThat(behind.partsFrom(other, new Lsn(12), position(7, 30))).isEqualTo(position(3, 7));
    assertThat(table(1, 1, 5, 3).partsFrom(other, new Lsn(9), position(7, 30)))
        .isEqualTo(position(1, 2));
    assertThat(EpochTable.EMPTY.partsFrom(other, Lsn.NONE, position(7, 30)))
        .isEqualTo(LogPosition.START);
    assertThat(table(6, 1).partsFrom(other, new Lsn(9), position(7, 30)))
        .isEqualTo(LogPosition.START);
  }

  /// Epochs and their first LSNs, in turn.
  private static EpochTable table(long... entries) {
    EpochTable table = EpochTable.EMPTY;
    for (int at = 0; at < entries.length; at += 2) {
      table = table.with(new Epoch(entries[at]), new Lsn(entries[at + 1]));
    }
    return table;
  }

  private static LogPosition shared(long epoch, long lsn) {
    return TABLE.sharedWith(position(epoch, lsn), LAST);
  }

  private static LogPosition position(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }
}
