package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A log whose oldest segments go, and one that begins elsewhere.
final class LogTrimTest {
  private static final int SIZE = 100;
  private static final long ALL = Long.MAX_VALUE;

  /// Records of [#SIZE] bytes in one segment of 4096: (4096 - 64) / 144.
  private static final int PER_SEGMENT = 28;

  private MemoryDisk disk = new MemoryDisk();

  @Test
  void whatIsTrimmedIsGoneAndTheRestIsThereAlsoAfterARestart() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 5 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(3 * PER_SEGMENT + 5), ALL, 0);
    process.env.settle();
    LogPosition base = new LogPosition(new Epoch(1), new Lsn(3 * PER_SEGMENT));
    assertThat(process.trimmed).containsExactly(base.lsn());
    assertThat(process.log().base()).isEqualTo(base);
    assertThat(names()).doesNotContain(SegmentName.of(3)).contains(SegmentName.of(4));
    OpenLog after = OpenLog.on(disk, new LogOptions(4096, 0));
    assertThat(after.recovery()).isEqualTo(new Recovery.Clean());
    assertThat(after.log().base()).isEqualTo(base);
    assertThat(after.read(3 * PER_SEGMENT, 10_000)).isEmpty();
    assertThat(after.readFrom(3 * PER_SEGMENT + 1, 1000))
        .hasSize(2 * PER_SEGMENT)
        .first()
        .isEqualTo(OpenLog.record(1, 3 * PER_SEGMENT + 1, SIZE));
  }

  @Test
  void nothingGoesThatIsNotDurableOrYoungOrKeptInAnyCase() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 5 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(PER_SEGMENT - 1), ALL, 0);
    process.log().trim(new Lsn(5 * PER_SEGMENT), 0, 0);
    process.log().trim(new Lsn(5 * PER_SEGMENT), ALL, process.log().bytes());
    process.env.settle();
    assertThat(process.log().base()).isEqualTo(LogPosition.START);
    process.log().trim(new Lsn(5 * PER_SEGMENT), ALL, 2L * 4096);
    process.env.settle();
    assertThat(process.log().bytes()).isEqualTo(2L * 4096);
  }

  @Test
  void theSegmentInUseStays() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 3, SIZE);
    process.log().trim(new Lsn(3), ALL, 0);
    process.env.settle();
    assertThat(process.readAll()).hasSize(3);
  }

  @Test
  void aLogDoesNotBeginWhereALaterCutVoidsWhatComesBefore() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, PER_SEGMENT + 2, SIZE);
    process.log().cutAfter(new Lsn(PER_SEGMENT - 3));
    process.appendDurably(2, 2 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(PER_SEGMENT), ALL, 0);
    process.env.settle();
    assertThat(process.log().base()).isEqualTo(LogPosition.START);
    Lsn end = process.log().last().lsn();
    process.log().trim(end, ALL, 0);
    process.env.settle();
    assertThat(process.log().base().epoch()).isEqualTo(new Epoch(2));
    OpenLog after = OpenLog.on(disk);
    assertThat(after.recovery()).isEqualTo(new Recovery.Clean());
    assertThat(after.log().last().lsn()).isEqualTo(end);
  }

  @Test
  void aStopAtAnyStepOfATrimLeavesALogThatOpensWithAllThatWasNotTrimmed() {
    SplittableRandom random = new SplittableRandom(7);
    boolean trimmed = false;
    for (int stop = 0; !trimmed; stop++) {
      disk = new MemoryDisk();
      OpenLog process = OpenLog.on(disk);
      process.appendDurably(1, 4 * PER_SEGMENT, SIZE);
      process.log().trim(new Lsn(2 * PER_SEGMENT), ALL, 0);
      for (int step = 0; step < stop; step++) {
        process.env.step();
      }
      disk.crash(sector -> random.nextBoolean());
      OpenLog after = OpenLog.on(disk, new LogOptions(4096, 0));
      assertThat(after.recovery()).as("stopped at %d", stop).isEqualTo(new Recovery.Clean());
      long base = after.log().base().lsn().number();
      assertThat(base).isIn(0L, 2L * PER_SEGMENT);
      assertThat(after.readFrom(base + 1, 1000)).hasSize((int) (4 * PER_SEGMENT - base));
      trimmed = base > 0 && !names().contains(SegmentName.of(2));
    }
  }

  @Test
  void aSegmentThatIsMissingBehindTheHeadIsDamage() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 5 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(2 * PER_SEGMENT), ALL, 0);
    process.env.settle();
    disk.remove(OpenLog.segment(4));
    OpenLog after = OpenLog.on(disk);
    assertThat(after.recovery()).isInstanceOf(Recovery.Damaged.class);
    assertThat(after.log().last().lsn()).isEqualTo(new Lsn(3 * PER_SEGMENT));
  }

  @Test
  void aHeadThatIsDamagedMakesTheLogUseless() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 5 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(2 * PER_SEGMENT), ALL, 0);
    process.env.settle();
    disk.flip("log/" + LogHead.NAME, 130);
    assertThat(OpenLog.on(disk).refusal()).isEqualTo("CORRUPT");
  }

  @Test
  void aLogBeginsBehindAPositionOfAnotherAndGoesOn() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 2 * PER_SEGMENT, SIZE);
    EpochTable history =
        EpochTable.EMPTY.with(new Epoch(1), new Lsn(1)).with(new Epoch(4), new Lsn(600));
    LogPosition at = new LogPosition(new Epoch(4), new Lsn(1000));
    process.log().closeAndBeginAfter(at, history, _ -> {});
    process.env.settle();
    OpenLog next = OpenLog.on(disk);
    assertThat(next.recovery()).isEqualTo(new Recovery.Clean());
    assertThat(next.log().base()).isEqualTo(at);
    assertThat(next.log().last()).isEqualTo(at);
    assertThat(next.log().has(new LogPosition(new Epoch(1), new Lsn(599)))).isTrue();
    assertThat(next.log().has(new LogPosition(new Epoch(1), new Lsn(600)))).isFalse();
    next.appendDurably(5, PER_SEGMENT + 1, SIZE);
    OpenLog after = OpenLog.on(disk);
    assertThat(after.readFrom(1001, 1000)).hasSize(PER_SEGMENT + 1);
    assertThat(after.log().epochs().startOf(new Epoch(4))).contains(new Lsn(600));
  }

  @Test
  void anAuditOfATrimmedLogFindsNothing() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 5 * PER_SEGMENT, SIZE);
    process.log().trim(new Lsn(2 * PER_SEGMENT), ALL, 0);
    List<String> found = new ArrayList<>();
    process
        .log()
        .audit(
            (_, _) -> found.add("fetch"),
            new LogAudit.Pace() {
              @Override
              public Duration after(long bytes) {
                return Duration.ZERO;
              }

              @Override
              public boolean isOver() {
                return false;
              }
            },
            new LogAudit.Watcher() {
              @Override
              public void damaged(String what) {
                found.add(what);
              }

              @Override
              public void repaired(String what) {
                found.add(what);
              }

              @Override
              public void beyond(String what, String why) {
                found.add(what + why);
              }

              @Override
              public void outlived(String what, String why, Lsn last) {
                found.add(what + why);
              }

              @Override
              public void ended() {
                found.add("ended");
              }
            });
    process.env.advance(Duration.ofSeconds(1));
    assertThat(found).containsExactly("ended");
  }

  private List<String> names() {
    return disk.paths().stream().map(each -> each.substring("log/".length())).toList();
  }
}
