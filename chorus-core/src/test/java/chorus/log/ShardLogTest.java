package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardLogTest {
  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void aNewLogIsEmptyAndClean() {
    OpenLog process = OpenLog.on(disk);

    assertThat(process.recovery()).isEqualTo(new Recovery.Clean());
    assertThat(process.log().last()).isEqualTo(LogPosition.START);
    assertThat(process.log().durable()).isEqualTo(Lsn.NONE);
    assertThat(process.readAll()).isEmpty();
    assertThat(process.log().epochOf(Lsn.NONE)).contains(Epoch.NONE);
    assertThat(process.log().epochOf(new Lsn(1))).isEqualTo(Optional.empty());
  }

  @Test
  void nothingIsDurableBeforeItsSyncCompletes() {
    OpenLog process = OpenLog.on(disk);
    process.append(1, 3, 100);
    process.env.settle();
    assertThat(process.log().durable()).isEqualTo(Lsn.NONE);

    process.log().sync();
    assertThat(process.durable).isEmpty();
    process.env.settle();

    assertThat(process.durable).containsExactly(new Lsn(3));
    assertThat(process.log().durable()).isEqualTo(new Lsn(3));
  }

  @Test
  void groupCommitCoalesces() {
    OpenLog process = OpenLog.on(disk);
    int before = disk.syncs();
    for (int at = 0; at < 10; at++) {
      process.append(1, 1, 10);
      process.log().sync();
    }
    process.env.settle();

    assertThat(disk.syncs() - before).as("the first, and one for the nine behind it").isEqualTo(2);
    assertThat(process.durable).containsExactly(new Lsn(1), new Lsn(10));
  }

  @Test
  void aBatchIsOneWrite() {
    OpenLog process = OpenLog.on(disk);
    int before = disk.appends();
    process.append(1, 20, 10);
    assertThat(disk.appends() - before).isEqualTo(1);
  }

  @Test
  void recordsRollOverSegmentsAndReadBackFromDisk() {
    OpenLog process = OpenLog.on(disk, new LogOptions(4096, 0));
    List<LogRecord> written = new ArrayList<>();
    for (int at = 0; at < 40; at++) {
      written.addAll(process.appendDurably(1 + at / 10, 3, 150));
    }

    assertThat(process.log().cached(new Lsn(1), 100)).isEmpty();
    assertThat(process.readAll()).isEqualTo(written);
    assertThat(OpenLog.on(disk).readAll()).isEqualTo(written);
    assertThat(disk.paths()).contains(OpenLog.segment(6));
  }

  @Test
  void aBatchOfSeveralSegmentsFits() {
    OpenLog process = OpenLog.on(disk);
    List<LogRecord> written = process.append(1, 30, 1000);
    process.log().sync();
    process.env.settle();

    assertThat(process.log().durable()).isEqualTo(new Lsn(30));
    assertThat(OpenLog.on(disk).readAll()).isEqualTo(written);
  }

  @Test
  void theLongestRecordFitsAndALongerOneIsRefused() {
    OpenLog process = OpenLog.on(disk, new LogOptions(4096, 0));
    int longest = OpenLog.SMALL.maxPayloadBytes();
    process.appendDurably(1, 1, 10);
    process.appendDurably(1, 1, longest);

    assertThat(process.read(2, 0)).containsExactly(OpenLog.record(1, 2, longest));
    assertThatThrownBy(() -> process.append(1, 1, longest + 1))
        .isInstanceOf(Require.BrokenInvariant.class);
  }

  @Test
  void readingFromDiskEqualsReadingFromTheCache() {
    OpenLog cached = OpenLog.on(disk);
    for (int at = 0; at < 60; at++) {
      cached.appendDurably(1, 2, at * 5);
    }
    OpenLog cold = OpenLog.on(disk, new LogOptions(4096, 0));
    for (long from = 1; from <= 120; from++) {
      for (int maxBytes : new int[] {0, 1, 100, 2000, Integer.MAX_VALUE}) {
        List<LogRecord> fromDisk = cold.read(from, maxBytes);
        List<LogRecord> fromCache = cached.log().cached(new Lsn(from), maxBytes);
        assertThat(fromDisk).isNotEmpty();
        assertThat(fromCache.subList(0, fromDisk.size())).isEqualTo(fromDisk);
      }
    }
  }

  @Test
  void theCacheKeepsWhatIsNotDurable() {
    OpenLog process = OpenLog.on(disk, new LogOptions(4096, 0));
    process.append(1, 5, 1000);
    assertThat(process.log().cached(new Lsn(1), Integer.MAX_VALUE)).hasSize(5);
    process.log().sync();
    process.env.settle();
    assertThat(process.log().cached(new Lsn(1), Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void aCutHoldsTheWatermarkBackUntilItIsDurable() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 3, 50);
    process.append(1, 7, 50);
    process.log().sync();
    process.log().cutAfter(new Lsn(5));
    process.append(2, 1, 50);
    process.durable.clear();
    int before = disk.syncs();
    assertThat(process.log().durable()).isEqualTo(new Lsn(3));
    process.env.settle();

    assertThat(disk.syncs() - before).isEqualTo(1);
    assertThat(process.durable).as("not 10, and not before the cut").containsExactly(new Lsn(6));
    assertThat(process.log().epochs().endOf(new Epoch(1), process.log().last().lsn()))
        .contains(new Lsn(5));
  }

  @Test
  void aCutSurvivesACrash() {
    OpenLog process = OpenLog.on(disk);
    List<LogRecord> kept = new ArrayList<>(process.appendDurably(1, 30, 300).subList(0, 5));
    process.log().cutAfter(new Lsn(5));
    kept.addAll(process.append(2, 2, 300));
    process.log().sync();
    process.env.settle();
    process.append(2, 3, 10);
    process.env.settle();
    disk.crash(sector -> false);

    OpenLog after = OpenLog.on(disk, new LogOptions(4096, 0));
    assertThat(after.recovery()).isEqualTo(new Recovery.Clean());
    assertThat(after.readAll()).isEqualTo(kept);
    assertThat(after.log().last()).isEqualTo(new LogPosition(new Epoch(2), new Lsn(7)));
  }

  @Test
  void aReadThatACutOvertakesAnswersWithTheNewRecords() {
    OpenLog process = OpenLog.on(disk, new LogOptions(4096, 0));
    process.appendDurably(1, 5, 50);
    List<LogRecord> answer = new ArrayList<>();
    process.log().read(new Lsn(4), 10, OpenLog.into(answer));
    process.log().cutAfter(new Lsn(3));
    process.append(2, 1, 50);
    process.env.settle();

    assertThat(answer).containsExactly(OpenLog.record(2, 4, 50));
  }

  @Test
  void aFailedSyncEndsTheLog() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 1, 50);
    disk.health(MemoryDisk.Health.SYNC_FAILS);
    process.appendDurably(1, 1, 50);
    disk.health(MemoryDisk.Health.GOOD);
    process.appendDurably(1, 1, 50);
    process.log().sync();
    process.env.settle();

    assertThat(process.faults).hasSize(1);
    assertThat(process.durable).containsExactly(new Lsn(1));
    assertThat(process.log().durable()).isEqualTo(new Lsn(1));
  }

  @Test
  void aLogFailsOnceHoweverManyRequestsFail() {
    OpenLog process = OpenLog.on(disk);
    disk.health(MemoryDisk.Health.SYNC_FAILS);
    process.append(1, 1, 50);
    process.log().sync();
    process.log().sync();
    process.env.settle();
    process.log().cutAfter(Lsn.NONE);
    process.appendDurably(1, 1, 50);

    assertThat(process.faults).hasSize(1);
    assertThat(process.durable).isEmpty();
  }

  @Test
  void aFullDiskIsSeenOneSegmentAheadAndEnds() {
    disk.limit(3 * 4096);
    OpenLog process = OpenLog.on(disk);
    assertThat(process.log().full()).isFalse();
    while (!process.log().full()) {
      process.appendDurably(1, 1, 500);
    }
    long atFull = process.log().last().lsn().number();
    List<LogRecord> underWay = process.appendDurably(1, 5, 500);
    assertThat(process.log().durable()).as("the reserve takes them").isEqualTo(new Lsn(atFull + 5));
    process.appendDurably(1, 5, 500);
    assertThat(process.log().durable().number()).isLessThan(atFull + 10);
    assertThat(process.faults).isEmpty();

    process.env.advance(Duration.ofSeconds(5));
    assertThat(process.spaceReturned).isZero();
    disk.limit(Long.MAX_VALUE);
    process.env.advance(Duration.ofSeconds(1));

    assertThat(process.spaceReturned).isEqualTo(1);
    assertThat(process.log().full()).isFalse();
    assertThat(process.log().durable()).isEqualTo(new Lsn(atFull + 10));
    assertThat(OpenLog.on(disk).readFrom(atFull + 1, 100).subList(0, 5)).isEqualTo(underWay);
  }

  @Test
  void aDiskWithoutRoomForTheFirstSegmentRefusesToOpen() {
    disk.limit(1000);
    assertThat(OpenLog.on(disk).refusal()).isEqualTo("DISKFULL");
  }

  @Test
  void aClosedLogSaysNothingMore() {
    OpenLog process = OpenLog.on(disk);
    process.append(1, 1, 50);
    process.log().sync();
    process.log().close();
    process.env.settle();
    assertThat(process.durable).isEmpty();
  }

  @Test
  void recordsMustFollowEachOther() {
    OpenLog process = OpenLog.on(disk);
    process.append(2, 3, 10);
    assertThatThrownBy(() -> process.log().append(List.of(OpenLog.record(2, 5, 10))))
        .isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> process.log().append(List.of(OpenLog.record(2, 3, 10))))
        .isInstanceOf(Require.BrokenInvariant.class);
    assertThatThrownBy(() -> process.log().append(List.of(OpenLog.record(1, 4, 10))))
        .isInstanceOf(Require.BrokenInvariant.class);
  }

  @Test
  void bytesBetweenCountsFrames() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 60, 160);
    long frame = FrameEncoder.frameBytes(new Entry.Added(OpenLog.record(1, 1, 160)));
    assertThat(process.log().bytesBetween(new Lsn(10), new Lsn(50))).isEqualTo(40 * frame);
    assertThat(process.log().bytesBetween(new Lsn(60), new Lsn(60))).isZero();
    process.log().cutAfter(new Lsn(20));
    process.appendDurably(2, 5, 160);
    assertThat(process.log().bytesBetween(new Lsn(10), new Lsn(25))).isEqualTo(15 * frame);
  }
}
