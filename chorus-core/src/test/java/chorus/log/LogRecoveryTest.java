package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.testing.MemoryDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LogRecoveryTest {
  private static final String FIRST = OpenLog.segment(1);
  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void durableRecordsSurviveAnyCrash() {
    for (int seed = 0; seed < 300; seed++) {
      MemoryDisk fresh = new MemoryDisk();
      SplittableRandom random = new SplittableRandom(seed);
      OpenLog process = OpenLog.on(fresh);
      List<LogRecord> written = new ArrayList<>(process.appendDurably(1, 6, 300));
      int acked = written.size();
      written.addAll(process.append(1, 4, 300));
      process.env.settle();
      fresh.crash(sector -> random.nextBoolean());

      OpenLog after = OpenLog.on(fresh);
      assertThat(after.recovery()).isNotInstanceOf(Recovery.Damaged.class);
      List<LogRecord> found = after.readAll();
      assertThat(found).hasSizeGreaterThanOrEqualTo(acked);
      assertThat(found).as("seed %s", seed).isEqualTo(written.subList(0, found.size()));
    }
  }

  @Test
  void aTailTornAtAnyByteIsCutToItsWholeRecords() {
    OpenLog process = OpenLog.on(disk);
    List<LogRecord> written = new ArrayList<>(process.appendDurably(1, 3, 90));
    int durableEnd = usedBytes(disk.content(FIRST));
    written.addAll(process.append(1, 3, 90));
    process.env.settle();
    byte[] whole = disk.content(FIRST);
    int end = usedBytes(whole);

    for (int torn = durableEnd; torn <= end; torn++) {
      byte[] content = whole.clone();
      Arrays.fill(content, torn, content.length, (byte) 0);
      MemoryDisk copy = new MemoryDisk();
      copy.put(FIRST, content);
      OpenLog after = OpenLog.on(copy);

      List<LogRecord> found = after.readAll();
      assertThat(found).hasSizeGreaterThanOrEqualTo(3);
      assertThat(found).isEqualTo(written.subList(0, found.size()));
      assertThat(after.recovery()).isNotInstanceOf(Recovery.Damaged.class);
      List<LogRecord> more = after.appendDurably(2, 2, 90);
      OpenLog again = OpenLog.on(copy);
      assertThat(again.recovery()).isEqualTo(new Recovery.Clean());
      assertThat(again.readFrom(found.size() + 1, 100)).isEqualTo(more);
    }
  }

  @Test
  void aTornTailSaysHowMuchWasCut() {
    OpenLog process = OpenLog.on(disk);
    process.appendDurably(1, 1, 24);
    process.append(1, 1, 24);
    process.env.settle();
    byte[] content = disk.content(FIRST);
    int end = usedBytes(content);
    content[end - 1] ^= 1;
    content[end - 2] = 7;
    disk.put(FIRST, content);

    assertThat(OpenLog.on(disk).recovery()).isEqualTo(new Recovery.TornTail(64));
  }

  @Test
  void aFlippedBitBelowTheLastBatchIsDamageAndNeverSkipped() {
    OpenLog process = OpenLog.on(disk);
    List<LogRecord> before = new ArrayList<>();
    for (int at = 0; at < 36; at++) {
      before.addAll(process.appendDurably(1 + at / 20, 1, 100));
    }
    process.log().cutAfter(new Lsn(34));
    List<LogRecord> behind = new ArrayList<>(before.subList(0, 34));
    process.env.settle();
    behind.addAll(process.appendDurably(3, 1, 100));
    int lastBatch = usedBytes(disk.content(OpenLog.segment(2)));
    behind.addAll(process.appendDurably(3, 1, 100));
    SplittableRandom random = new SplittableRandom(7);

    for (long sequence = 1; sequence <= 2; sequence++) {
      int proven = sequence == 1 ? 4096 : lastBatch;
      for (int at = 0; at < proven; at++) {
        MemoryDisk copy = copyOf(disk);
        copy.flip(OpenLog.segment(sequence), at * 8L + random.nextInt(8));
        OpenLog after = OpenLog.on(copy);
        if (after.refusal().equals("opened")) {
          assertThat(after.recovery())
              .as("%s/%s", sequence, at)
              .isInstanceOf(Recovery.Damaged.class);
          List<LogRecord> found = after.readAll();
          assertThat(startsWith(behind, found) || startsWith(before, found))
              .as("what is left is what was once written, up to the damage")
              .isTrue();
        } else {
          assertThat(after.refusal()).isEqualTo("CORRUPT");
        }
      }
    }
  }

  @Test
  void aGroupIsProvenDurableByTheVeryNextOne() {
    OpenLog process = OpenLog.on(disk);
    process.append(1, 3, 100);
    process.log().sync();
    process.append(1, 3, 100);
    process.log().sync();
    process.env.settle();
    assertThat(process.durable).containsExactly(new Lsn(3), new Lsn(6));
    disk.flip(FIRST, (SegmentHeader.BYTES + 200) * 8L);

    assertThat(OpenLog.on(disk).recovery()).isInstanceOf(Recovery.Damaged.class);
  }

  private static boolean startsWith(List<LogRecord> history, List<LogRecord> found) {
    return found.size() <= history.size() && history.subList(0, found.size()).equals(found);
  }

  @Test
  void staleFramesBehindATornFrameNeverComeBack() {
    OpenLog process = OpenLog.on(disk);
    List<LogRecord> expected = new ArrayList<>(process.appendDurably(1, 1, 600));
    process.append(1, 3, 600);
    process.env.settle();
    int torn = (SegmentHeader.BYTES + 640 + 320) / 512;
    disk.crash(sector -> sector != torn);

    OpenLog after = OpenLog.on(disk);
    assertThat(after.recovery()).isInstanceOf(Recovery.TornTail.class);
    assertThat(after.readAll()).isEqualTo(expected);
    expected.addAll(after.appendDurably(1, 1, 600));

    OpenLog again = OpenLog.on(disk);
    assertThat(again.log().last()).isEqualTo(new LogPosition(new Epoch(1), new Lsn(2)));
    assertThat(again.readAll()).isEqualTo(expected);
  }

  @Test
  void damageIsReportedUntilItIsAcknowledged() {
    damageRecord(2);
    OpenLog found = OpenLog.on(disk);
    assertThat(found.recovery())
        .isInstanceOfSatisfying(
            Recovery.Damaged.class, damage -> assertThat(damage.firstLost()).isEqualTo(new Lsn(2)));
    assertThat(found.readAll()).hasSize(1);
    found.appendDurably(2, 1, 50);

    OpenLog again = OpenLog.on(disk);
    assertThat(again.recovery()).isEqualTo(found.recovery());
    assertThat(again.readAll()).hasSize(2);
    again.log().acknowledgeDamage(_ -> {});
    again.env.settle();

    assertThat(OpenLog.on(disk).recovery()).isEqualTo(new Recovery.Clean());
  }

  @Test
  void aCrashAnywhereInTheRepairOfDamageDoesNotHideIt() {
    damageRecord(2);
    for (int steps = 0; steps < 40; steps++) {
      MemoryDisk copy = copyOf(disk);
      SplittableRandom random = new SplittableRandom(steps);
      OpenLog.interrupted(copy, steps);
      copy.crash(sector -> random.nextBoolean());
      assertThat(OpenLog.on(copy).recovery()).isInstanceOf(Recovery.Damaged.class);
    }
  }

  @Test
  void aMissingOrEmptiedSegmentIsDamage() {
    OpenLog.on(disk).appendDurably(1, 120, 150);
    MemoryDisk missing = copyOf(disk);
    missing.remove(OpenLog.segment(2));
    MemoryDisk emptied = copyOf(disk);
    emptied.put(OpenLog.segment(2), new byte[4096]);
    MemoryDisk shortened = copyOf(disk);
    shortened.put(OpenLog.segment(2), Arrays.copyOf(disk.content(OpenLog.segment(2)), 2000));

    for (MemoryDisk bad : List.of(missing, emptied, shortened)) {
      OpenLog after = OpenLog.on(bad);
      assertThat(after.recovery()).isInstanceOf(Recovery.Damaged.class);
      after.appendDurably(2, 3, 150);
      after.log().acknowledgeDamage(_ -> {});
      after.env.settle();

      OpenLog again = OpenLog.on(bad);
      assertThat(again.recovery()).as("nothing stale is left").isEqualTo(new Recovery.Clean());
      assertThat(again.readAll()).isEqualTo(after.readAll());
    }
  }

  @Test
  void recordsThatVanishWithoutATraceBeforeARollAreDamage() {
    OpenLog process = OpenLog.on(disk);
    while (!disk.paths().contains(OpenLog.segment(3))) {
      process.appendDurably(1, 1, 24);
    }
    byte[] content = disk.content(FIRST);
    Arrays.fill(content, usedBytes(content) - 64, content.length, (byte) 0);
    disk.put(FIRST, content);

    OpenLog after = OpenLog.on(disk);
    assertThat(after.recovery()).isInstanceOf(Recovery.Damaged.class);
    assertThat(after.readAll()).hasSize((int) process.log().last().lsn().number() - 2);
  }

  @Test
  void aLogWithoutAUsableRecordIsCorruptAndLeftAsItIs() {
    damageRecord(1);
    byte[] before = disk.content(FIRST);
    assertThat(OpenLog.on(disk).refusal()).isEqualTo("CORRUPT");
    assertThat(disk.content(FIRST)).isEqualTo(before);
  }

  @Test
  void aNewerFormatIsRefusedAndLeftAsItIs() {
    OpenLog.on(disk).appendDurably(1, 3, 50);
    byte[] content = disk.content(FIRST);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2);
    CRC32C crc = new CRC32C();
    crc.update(content, 0, 60);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(60, (int) crc.getValue());
    disk.put(FIRST, content);

    assertThat(OpenLog.on(disk).refusal()).isEqualTo("FORMAT");
    assertThat(disk.content(FIRST)).isEqualTo(content);
  }

  @Test
  void aBadFrameThatIsReadLaterIsAFault() {
    OpenLog process = OpenLog.on(disk, new LogOptions(4096, 0));
    process.appendDurably(1, 3, 50);
    disk.flip(FIRST, 8L * (SegmentHeader.BYTES + 50));
    List<Result<List<LogRecord>>> answers = new ArrayList<>();
    process.log().read(new Lsn(1), 100, answers::add);
    process.env.settle();

    assertThat(answers).singleElement().isInstanceOf(Result.Failed.class);
  }

  /// Four durable records of which one, not the last, has a flipped bit.
  private void damageRecord(int record) {
    OpenLog process = OpenLog.on(disk);
    for (int at = 0; at < 4; at++) {
      process.appendDurably(1, 1, 24);
    }
    disk.flip(FIRST, 8L * (SegmentHeader.BYTES + 64 * (record - 1) + 45));
  }

  private static MemoryDisk copyOf(MemoryDisk disk) {
    MemoryDisk copy = new MemoryDisk();
    disk.paths().forEach(path -> copy.put(path, disk.content(path)));
    return copy;
  }

  private static int usedBytes(byte[] content) {
    int used = content.length;
    while (used > 0 && content[used - 1] == 0) {
      used--;
    }
    return (used + 7) & -8;
  }
}
