package chorus.log;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A log under test: one process that opened it, and what its listener heard.
final class OpenLog implements LogListener {
  static final String DIRECTORY = "log";
  static final LogOptions SMALL = new LogOptions(4096, 1 << 20);

  final MemoryDisk disk;
  final ManualEnv env;
  final List<Lsn> durable = new ArrayList<>();
  final List<Fault> faults = new ArrayList<>();
  final List<Fault> damages = new ArrayList<>();
  final List<Lsn> trimmed = new ArrayList<>();
  int spaceReturned;
  private @Nullable Result<ShardLog.Opened> opened;

  private OpenLog(MemoryDisk disk) {
    this.disk = disk;
    this.env = new ManualEnv(disk);
  }

  /// Starts a process on `disk`; whatever an earlier one had queued is gone.
  static OpenLog on(MemoryDisk disk, LogOptions options) {
    OpenLog process = new OpenLog(disk);
    ShardLog.open(process.env, DIRECTORY, options, process, result -> process.opened = result);
    process.env.settle();
    return process;
  }

  /// A process that dies `steps` tasks after it began to open the log.
  static void interrupted(MemoryDisk disk, int steps) {
    OpenLog process = new OpenLog(disk);
    ShardLog.open(process.env, DIRECTORY, SMALL, process, result -> process.opened = result);
    for (int at = 0; at < steps; at++) {
      process.env.step();
    }
  }

  static OpenLog on(MemoryDisk disk) {
    return on(disk, SMALL);
  }

  ShardLog log() {
    return result().log();
  }

  Recovery recovery() {
    return result().recovery();
  }

  /// The fault of an opening that was refused, as code.
  String refusal() {
    return opened instanceof Result.Failed<ShardLog.Opened>(var fault) ? fault.code() : "opened";
  }

  private ShardLog.Opened result() {
    if (opened instanceof Result.Ok<ShardLog.Opened>(var value)) {
      return value;
    }
    throw new AssertionError("not opened: " + opened);
  }

  /// Appends `count` records of `size` bytes; the fill is a function of epoch and LSN.
  List<LogRecord> append(long epoch, int count, int size) {
    List<LogRecord> records = new ArrayList<>();
    for (int at = 1; at <= count; at++) {
      records.add(record(epoch, log().last().lsn().number() + at, size));
    }
    log().append(records);
    return records;
  }

  /// Appends, syncs, and runs until all is durable.
  List<LogRecord> appendDurably(long epoch, int count, int size) {
    List<LogRecord> records = append(epoch, count, size);
    log().sync();
    env.settle();
    return records;
  }

  static LogRecord record(long epoch, long lsn, int size) {
    byte[] payload = new byte[size];
    for (int at = 0; at < size; at++) {
      payload[at] = (byte) (epoch * 31 + lsn * 7 + at);
    }
    return new LogRecord(
        new Epoch(epoch), new Lsn(lsn), new Hlc(lsn << 16), RecordKind.ROWS, Bytes.wrap(payload));
  }

  /// Every record, through [ShardLog#read].
  List<LogRecord> readAll() {
    return readFrom(1, 1000);
  }

  List<LogRecord> readFrom(long from, int maxBytes) {
    List<LogRecord> all = new ArrayList<>();
    List<LogRecord> piece = read(from, maxBytes);
    while (!piece.isEmpty()) {
      all.addAll(piece);
      piece = read(from + all.size(), maxBytes);
    }
    return all;
  }

  /// One answer of [ShardLog#read].
  List<LogRecord> read(long from, int maxBytes) {
    List<Result<List<LogRecord>>> answers = new ArrayList<>();
    log().read(new Lsn(from), maxBytes, answers::add);
    env.settle();
    if (answers.size() == 1 && answers.getFirst() instanceof Result.Ok<List<LogRecord>>(var it)) {
      return it;
    }
    throw new AssertionError("read from " + from + ": " + answers);
  }

  /// Collects what a read answers.
  static Completion<List<LogRecord>> into(List<LogRecord> answer) {
    return result -> {
      if (result instanceof Result.Ok<List<LogRecord>>(var records)) {
        answer.addAll(records);
      }
    };
  }

  static String segment(long sequence) {
    return DIRECTORY + "/" + SegmentName.of(sequence);
  }

  @Override
  public void durable(Lsn lsn) {
    durable.add(lsn);
  }

  @Override
  public void failed(Fault fault) {
    faults.add(fault);
  }

  @Override
  public void damaged(Fault fault) {
    damages.add(fault);
  }

  @Override
  public void spaceReturned() {
    spaceReturned++;
  }

  @Override
  public void trimmed(Lsn base) {
    trimmed.add(base);
  }
}
