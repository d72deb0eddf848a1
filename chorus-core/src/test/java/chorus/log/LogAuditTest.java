package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a running log makes of bits that flipped in its files.
final class LogAuditTest implements LogAudit.Source, LogAudit.Pace, LogAudit.Watcher {
  /// Bytes on disk of a record with 100 bytes of payload.
  private static final long FRAME = 144;

  private final MemoryDisk disk = new MemoryDisk();
  private final Map<LogPosition, LogRecord> elsewhere = new TreeMap<>();
  private final List<LogPosition> asked = new ArrayList<>();
  private final List<String> repaired = new ArrayList<>();
  private final List<String> beyond = new ArrayList<>();
  private OpenLog process = OpenLog.on(disk);
  private final List<Lsn> outlived = new ArrayList<>();
  private String whyNot = "MISSING";
  private boolean ended;

  @Test
  void aFlippedBitAnywhereInASealedSegmentIsRepairedFromARecordElsewhere() {
    write();
    byte[] whole = disk.content(OpenLog.segment(1));
    for (int at = 0; at < whole.length; at += 5) {
      disk.flip(OpenLog.segment(1), at * 8L + at % 8);
      audit();
      assertThat(beyond).as("flipped at %s", at).isEmpty();
      assertThat(repaired).as("flipped at %s", at).hasSize(1);
      assertThat(asked).hasSizeLessThanOrEqualTo(1);
      assertThat(process.readAll()).containsExactlyElementsOf(elsewhere.values());
    }
    assertThat(reopened().recovery()).isEqualTo(new Recovery.Clean());
    assertThat(reopened().readAll()).containsExactlyElementsOf(elsewhere.values());
  }

  @Test
  void aFlippedBitInTheSegmentInUseSealsItAndIsRepaired() {
    write();
    String inUse = OpenLog.segment(lastSegment());
    disk.flip(inUse, (SegmentHeader.BYTES + 100) * 8L);
    audit();
    assertThat(beyond).isEmpty();
    assertThat(repaired).hasSize(1);
    remember(process.appendDurably(3, 2, 100));
    assertThat(reopened().recovery()).isEqualTo(new Recovery.Clean());
    assertThat(reopened().readAll()).containsExactlyElementsOf(elsewhere.values());
  }

  @Test
  void damageInManyPlacesIsRepairedInOnePass() {
    write();
    for (long sequence = 1; sequence <= lastSegment(); sequence++) {
      disk.flip(OpenLog.segment(sequence), (SegmentHeader.BYTES + 50) * 8L);
      disk.flip(OpenLog.segment(sequence), 8L);
    }
    audit();
    assertThat(beyond).isEmpty();
    assertThat(repaired).hasSize((int) lastSegment() - 1);
    assertThat(reopened().readAll()).containsExactlyElementsOf(elsewhere.values());
  }

  @Test
  void whatNobodyElseHasIsLeftAsItIs() {
    write();
    elsewhere.clear();
    disk.flip(OpenLog.segment(1), (SegmentHeader.BYTES + 100) * 8L);
    byte[] damaged = disk.content(OpenLog.segment(1));
    audit();
    assertThat(repaired).isEmpty();
    assertThat(beyond).singleElement().asString().contains("nobody has it");
    assertThat(disk.content(OpenLog.segment(1))).isEqualTo(damaged);
  }

  @Test
  void whatNobodyHasInALogAnyMoreIsToldWithTheEndOfItsSegment() {
    write();
    elsewhere.clear();
    whyNot = LogAudit.TRIMMED;
    disk.flip(OpenLog.segment(1), (SegmentHeader.BYTES + 100) * 8L);
    audit();
    assertThat(repaired).isEmpty();
    assertThat(beyond).isEmpty();
    assertThat(outlived).containsExactly(new Lsn((4096 - SegmentHeader.BYTES) / FRAME));
  }

  @Test
  void aDiscardedRecordIsNotMistakenForTheOneThatCameInItsPlace() {
    process.appendDurably(1, 5, 100);
    process.log().cutAfter(new Lsn(4));
    process.env.settle();
    remember(process.appendDurably(2, 60, 100));
    byte[] before = disk.content(OpenLog.segment(1));
    disk.flip(OpenLog.segment(1), (SegmentHeader.BYTES + 4 * FRAME + 20) * 8L);
    audit();
    assertThat(asked).isEmpty();
    assertThat(beyond).hasSize(1);
    disk.put(OpenLog.segment(1), before);
    audit();
    assertThat(beyond).isEmpty();
  }

  @Test
  void aReadThatMeetsDamageTellsOfIt() {
    process = OpenLog.on(disk, new LogOptions(4096, 0));
    write();
    disk.flip(OpenLog.segment(1), (SegmentHeader.BYTES + 10) * 8L);
    List<LogRecord> found = new ArrayList<>();
    process.log().read(new Lsn(1), 100, OpenLog.into(found));
    process.env.settle();
    assertThat(found).isEmpty();
    assertThat(process.damages).hasSize(1);
  }

  @Test
  void aRecordBehindADamagedOneIsReadAllTheSame() {
    process = OpenLog.on(disk, new LogOptions(4096, 0));
    write();
    disk.flip(OpenLog.segment(1), (SegmentHeader.BYTES + 10) * 8L);
    assertThat(process.readFrom(2, 1000)).hasSize(elsewhere.size() - 1);
    assertThat(process.damages).isEmpty();
  }

  @Test
  void aSoundLogIsLeftAlone() {
    write();
    audit();
    assertThat(ended).isTrue();
    assertThat(asked).isEmpty();
    assertThat(repaired).isEmpty();
    assertThat(beyond).isEmpty();
  }

  /// Several segments, with a cut in one of them.
  private void write() {
    remember(process.appendDurably(1, 50, 100));
    process.appendDurably(1, 3, 100);
    process.log().cutAfter(new Lsn(50));
    process.env.settle();
    for (int times = 0; times < 12; times++) {
      remember(process.appendDurably(2, 5, 120));
    }
  }

  private void remember(List<LogRecord> records) {
    records.forEach(each -> elsewhere.put(each.position(), each));
  }

  private long lastSegment() {
    return disk.paths().stream().filter(each -> each.endsWith(".log")).count() - 1;
  }

  private OpenLog reopened() {
    MemoryDisk copy = new MemoryDisk();
    disk.paths().forEach(path -> copy.put(path, disk.content(path)));
    return OpenLog.on(copy);
  }

  private void audit() {
    asked.clear();
    repaired.clear();
    beyond.clear();
    ended = false;
    process.log().audit(this, this, this);
    process.env.advance(Duration.ofSeconds(1));
    assertThat(ended).isTrue();
  }

  @Override
  public void fetch(List<LogPosition> wanted, Completion<List<LogRecord>> done) {
    asked.addAll(wanted);
    List<LogRecord> found =
        wanted.stream().filter(elsewhere::containsKey).map(elsewhere::get).toList();
    process.env.execute(() ->
        done.complete(
            found.size() == wanted.size()
                ? Result.ok(found)
                : Result.failed(Fault.notApplied(whyNot, "nobody has it"))));
  }

  @Override
  public Duration after(long bytes) {
    return Duration.ZERO;
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public void damaged(String what) {}

  @Override
  public void repaired(String what) {
    repaired.add(what);
  }

  @Override
  public void beyond(String what, String why) {
    beyond.add(what + ": " + why);
  }

  @Override
  public void outlived(String what, String why, Lsn last) {
    outlived.add(last);
  }

  @Override
  public void ended() {
    ended = true;
  }
}
