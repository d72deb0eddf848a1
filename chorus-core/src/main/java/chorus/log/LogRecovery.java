package chorus.log;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.resp.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens a log: read every segment in order, judge, put the damage on record, cut, sync. Used once.
///
/// The order matters: whatever removes proof of damage comes after [DamageMark] is durable, and
/// later segments go before the tail is cut, the last one first.
final class LogRecovery {
  private final Env env;
  private final String directory;
  private final LogOptions options;
  private final Completion<Recovered> done;
  private Replay replay = new Replay(LogHead.NEW);
  private Optional<Recovery.Damaged> mark = Optional.empty();

  /// A log that is ready to go on.
  record Recovered(
      LogHead head,
      Sealed sealed,
      Segment tail,
      LogPosition last,
      EpochTable epochs,
      LogIndex index,
      Recovery recovery) {}

  LogRecovery(Env env, String directory, LogOptions options, Completion<Recovered> done) {
    this.env = env;
    this.directory = directory;
    this.options = options;
    this.done = done;
  }

  void start() {
    DamageMark.read(
        env.disk(),
        directory,
        then(found -> {
          mark = found;
          LogHead.read(env.disk(), directory, then(this::list));
        }));
  }

  private void list(LogHead head) {
    replay = new Replay(head);
    env.disk()
        .list(
            directory,
            then(names -> {
              SegmentName.before(head.first(), names)
                  .forEach(each -> env.disk().delete(path(each), _ -> {}));
              scan(SegmentName.from(head.first(), names), 0);
            }));
  }

  private void scan(List<Long> sequences, int at) {
    if (at == sequences.size()) {
      judge(sequences);
      return;
    }
    long sequence = sequences.get(at);
    env.disk()
        .open(
            path(sequence),
            then(file -> {
              file.read(
                  0,
                  (int) Math.min(file.size(), Integer.MAX_VALUE - 8),
                  then(content -> replay(sequences, at, content)));
              file.close();
            }));
  }

  private void replay(List<Long> sequences, int at, Bytes content) {
    env.scheduler()
        .offload(
            () -> {
              replay.add(sequences.get(at), content);
              return Done.DONE;
            },
            then(_ -> scan(sequences, at + 1)));
  }

  private void judge(List<Long> sequences) {
    switch (replay.verdict()) {
      case Replay.Verdict.Whole() ->
          sweep(sequences, mark.<Recovery>map(damage -> damage).orElse(new Recovery.Clean()));
      case Replay.Verdict.Torn(long bytes) ->
          sweep(
              sequences, mark.<Recovery>map(damage -> damage).orElse(new Recovery.TornTail(bytes)));
      case Replay.Verdict.Newer(String detail) -> refuse("FORMAT", detail);
      case Replay.Verdict.Lost(Lsn first, String detail) -> {
        if (replay.last().equals(replay.head().base())) {
          refuse("CORRUPT", detail + ", and no record before it is usable");
        } else {
          Lsn lowest = mark.map(damage -> Lsn.min(damage.firstLost(), first)).orElse(first);
          Recovery.Damaged damage = new Recovery.Damaged(lowest, detail);
          DamageMark.write(env.disk(), directory, damage, then(_ -> sweep(sequences, damage)));
        }
      }
    }
  }

  /// Deletes the segments behind the tail.
  private void sweep(List<Long> sequences, Recovery recovery) {
    long tail = replay.hasTail() ? replay.tailSequence() : replay.head().first();
    if (!sequences.isEmpty() && sequences.getLast() > tail) {
      List<Long> rest = sequences.subList(0, sequences.size() - 1);
      env.disk().delete(path(sequences.getLast()), then(_ -> sweep(rest, recovery)));
    } else {
      env.disk().open(path(tail), then(file -> openTail(file, tail, recovery)));
    }
  }

  private void openTail(DiskFile file, long sequence, Recovery recovery) {
    if (replay.hasTail()) {
      file.cut(replay.tailOffset(), then(_ -> sync(file, sequence, recovery)));
    } else if (file.size() > 0) {
      file.cut(0, then(_ -> begin(file, sequence, recovery)));
    } else {
      begin(file, sequence, recovery);
    }
  }

  private void begin(DiskFile file, long sequence, Recovery recovery) {
    file.allocate(
        options.segmentBytes(),
        then(_ -> {
          file.append(new SegmentHeader(sequence, replay.head().base()).encode());
          sync(file, sequence, recovery);
        }));
  }

  /// What a killed process wrote may be read back and yet not be durable.
  private void sync(DiskFile file, long sequence, Recovery recovery) {
    int end = replay.hasTail() ? replay.tailOffset() : SegmentHeader.BYTES;
    file.sync(
        then(_ ->
            done.complete(
                Result.ok(
                    new Recovered(
                        replay.head(),
                        replay.sealed(),
                        new Segment(sequence, file, end),
                        replay.last(),
                        replay.epochs(),
                        replay.index(),
                        recovery)))));
  }

  private void refuse(String code, String detail) {
    done.complete(Result.failed(Fault.notApplied(code, "log " + directory + ": " + detail)));
  }

  private String path(long sequence) {
    return SegmentName.path(directory, sequence);
  }

  private <T> Completion<T> then(Consumer<T> next) {
    return Branch.of(next, fault -> done.complete(Result.failed(fault)));
  }
}
