package chorus.log;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives of a log against a list: appends, cuts, syncs, reads, full disks, power losses and
/// kills, at any moment.
class LogHistoryTest {
  private static final int STEPS = 3000;
  private static final LogOptions TINY = new LogOptions(4096, 2000);

  private final MemoryDisk disk = new MemoryDisk();

  /// What was found at the last opening.
  private List<LogRecord> base = new ArrayList<>();

  /// What was asked since, in order.
  private final List<Entry> asked = new ArrayList<>();

  /// How much of it was reported durable.
  private int durable;

  private int heard;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyLifeAgreesWithAList(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OpenLog process = OpenLog.on(disk, TINY);
    long epoch = 1;
    int crashes = 0;
    for (int step = 0; step < STEPS; step++) {
      String at = "seed " + seed + " step " + step;
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3, 4, 5, 6 -> append(process, epoch, random);
        case 7, 8, 9, 10 -> process.log().sync();
        case 11 -> epoch++;
        case 12 -> cut(process, random);
        case 13, 14, 15 -> process.env.settle();
        case 16, 17, 18 -> {
          for (int tasks = random.nextInt(6); tasks > 0; tasks--) {
            process.env.step();
          }
        }
        case 19, 20 -> read(process, random, at);
        case 21 -> disk.limit(random.nextBoolean() ? Long.MAX_VALUE : 0);
        case 22 -> process.env.advance(Duration.ofSeconds(1));
        default -> {
          if (random.nextInt(3) == 0) {
            listen(process);
            crashes++;
            process = restart(random, at);
          }
        }
      }
      listen(process);
      assertThat(process.faults).as(at).isEmpty();
      assertThat(process.log().last().lsn().number()).as(at).isEqualTo(model(asked.size()).size());
    }
    assertThat(crashes).isPositive();
    disk.limit(Long.MAX_VALUE);
    process.log().sync();
    process.env.advance(Duration.ofSeconds(2));
    listen(process);
    assertThat(durable).as("in the end all is durable").isEqualTo(asked.size());
    assertThat(process.readAll()).isEqualTo(model(asked.size()));
  }

  private void append(OpenLog process, long epoch, SplittableRandom random) {
    List<LogRecord> records = new ArrayList<>();
    long lsn = process.log().last().lsn().number();
    for (int count = random.nextInt(1, 6); count > 0; count--) {
      int size = random.nextInt(20) == 0 ? random.nextInt(3584) : random.nextInt(200);
      records.add(OpenLog.record(epoch, ++lsn, size));
    }
    process.log().append(records);
    records.forEach(record -> asked.add(new Entry.Added(record)));
  }

  private void cut(OpenLog process, SplittableRandom random) {
    long last = process.log().last().lsn().number();
    long kept = Math.max(0, last - random.nextInt(40));
    process.log().cutAfter(new Lsn(kept));
    if (kept < last) {
      asked.add(new Entry.Cut(process.log().last()));
    }
  }

  private void read(OpenLog process, SplittableRandom random, String at) {
    List<LogRecord> model = model(asked.size());
    long from = random.nextInt(1, model.size() + 3);
    List<LogRecord> answer = process.read(from, random.nextInt(2000));
    assertThat(answer.isEmpty()).as(at).isEqualTo(from > model.size());
    assertThat(answer)
        .as(at)
        .isEqualTo(
            model.subList((int) Math.min(from - 1, model.size()), model.size()).stream()
                .limit(answer.size())
                .toList());
  }

  /// A report covers every cut asked for, and the records up to its LSN.
  private void listen(OpenLog process) {
    for (; heard < process.durable.size(); heard++) {
      Lsn upTo = process.durable.get(heard);
      int covered = 0;
      for (int at = 0; at < asked.size(); at++) {
        if (asked.get(at) instanceof Entry.Cut) {
          covered = at + 1;
        }
      }
      while (covered < asked.size()
          && asked.get(covered) instanceof Entry.Added(var record)
          && !record.lsn().isAfter(upTo)) {
        covered++;
      }
      durable = Math.max(durable, covered);
    }
  }

  /// Power loss or a kill; what is found must be the outcome of some number of the entries asked
  /// for, no fewer than were reported durable.
  private OpenLog restart(SplittableRandom random, String at) {
    if (random.nextBoolean()) {
      disk.crash(sector -> random.nextBoolean());
    }
    disk.limit(Long.MAX_VALUE);
    OpenLog process = OpenLog.on(disk, TINY);
    assertThat(process.recovery()).as(at).isNotInstanceOf(Recovery.Damaged.class);
    List<LogRecord> found = process.readAll();
    boolean explained = false;
    for (int count = durable; count <= asked.size() && !explained; count++) {
      explained = model(count).equals(found);
    }
    assertThat(explained).as(at + ": found " + found.size()).isTrue();
    EpochTable epochs = EpochTable.EMPTY;
    for (LogRecord record : found) {
      epochs = epochs.with(record.epoch(), record.lsn());
    }
    assertThat(process.log().epochs()).as(at).isEqualTo(epochs);
    base = new ArrayList<>(found);
    asked.clear();
    durable = 0;
    heard = 0;
    return process;
  }

  /// The list after the first `count` of what was asked.
  private List<LogRecord> model(int count) {
    List<LogRecord> list = new ArrayList<>(base);
    for (Entry entry : asked.subList(0, count)) {
      switch (entry) {
        case Entry.Added(var record) -> list.add(record);
        case Entry.Cut(var kept) -> list.subList((int) kept.lsn().number(), list.size()).clear();
        case Entry.Unknown _ -> {}
      }
    }
    return list;
  }
}
