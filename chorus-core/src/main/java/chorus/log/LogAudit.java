package chorus.log;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.log.SegmentCheck.Findings;
import chorus.log.SegmentCheck.Hole;
import chorus.log.SegmentCheck.Input;
import chorus.resp.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One look at every segment of a running log, the one in use included as far as it is durable. On
/// the log's strand; checksums are taken away from it. Used once.
///
/// Missing records are fetched by their positions: a position names one record for ever (F4), so
/// whoever has it has the same, committed or not, whole or not. The segment with them in it
/// replaces the damaged one atomically; a crash leaves one or the other. A segment in use is sealed
/// first.
public final class LogAudit {
  /// The code of a [Source]'s fault that says: others have it in their rows, and in no log.
  public static final String TRIMMED = "TRIMMED";

  private static final Duration SEALED_SOON = Duration.ofMillis(20);

  private final Env env;
  private final String directory;
  private final Log log;
  private final Source source;
  private final Pace pace;
  private final Watcher watcher;
  private Optional<LogPosition> before = Optional.empty();

  /// Where missing records come from.
  public interface Source {
    /// Completes with exactly these records, in this order, or a fault that says why not.
    void fetch(List<LogPosition> wanted, Completion<List<LogRecord>> done);
  }

  /// How fast it goes.
  public interface Pace {
    /// The rest after so many bytes were read.
    Duration after(long bytes);

    /// Whether to end before all was looked at; no call to the watcher follows.
    boolean isOver();
  }

  /// Told what is found, in words that name the segment.
  public interface Watcher {
    void damaged(String what);

    /// It is as it was before.
    void repaired(String what);

    /// It cannot be repaired now: nothing was changed.
    void beyond(String what, String why);

    /// Nor can it be later, since nobody has those records in a log any more: others have them in
    /// their rows. The damaged segment ends at `last`.
    void outlived(String what, String why, Lsn last);

    void ended();
  }

  /// The log that is looked at.
  interface Log {
    Tail tail();

    /// Where it begins at this moment.
    LogHead head();

    /// The position of the record at `lsn` if it counts, and stands about there.
    Optional<LogPosition> standing(Lsn lsn, long sequence, int offset);
  }

  LogAudit(Env env, String directory, Log log, Source source, Pace pace, Watcher watcher) {
    this.env = env;
    this.directory = directory;
    this.log = log;
    this.source = source;
    this.pace = pace;
    this.watcher = watcher;
  }

  void start() {
    beginAtHead();
  }

  private void beginAtHead() {
    LogHead head = log.head();
    before = Optional.of(head.base());
    look(head.first());
  }

  private void look(long sequence) {
    if (pace.isOver()) {
      return;
    }
    Segment inUse = log.tail().segment();
    if (isTrimmed(sequence)) {
      beginAtHead();
    } else if (sequence > inUse.sequence()) {
      watcher.ended();
    } else if (sequence == inUse.sequence()) {
      int durable = inUse.durable();
      Optional<LogPosition> end = Optional.of(log.tail().durableEnd());
      if (durable < SegmentHeader.BYTES) {
        watcher.ended();
      } else {
        inUse.file().read(0, durable, content(sequence, durable, end, SegmentCheck.Kind.IN_USE));
      }
    } else {
      sealed(sequence);
    }
  }

  /// Where a sealed segment ends, the header of the next one says.
  private void sealed(long sequence) {
    readFile(
        sequence + 1,
        SegmentHeader.BYTES,
        next -> {
          Optional<LogPosition> end =
              SegmentHeader.decode(next) instanceof SegmentHeader.Read.Valid(var header)
                  ? Optional.of(header.before())
                  : Optional.empty();
          readFile(
              sequence,
              Integer.MAX_VALUE - 8,
              whole ->
                  check(
                      new Input(
                          sequence, whole, whole.length(), before, end, SegmentCheck.Kind.SEALED)));
        });
  }

  private void readFile(long sequence, int most, Consumer<Bytes> then) {
    env.disk()
        .open(
            SegmentName.path(directory, sequence),
            Branch.of(
                file -> read(file, sequence, most, then), fault -> failed(name(sequence), fault)));
  }

  private void read(DiskFile file, long sequence, int most, Consumer<Bytes> then) {
    int length = (int) Math.min(file.size(), most);
    file.read(0, length, Branch.of(then, fault -> failed(name(sequence), fault)));
    file.close();
  }

  private Completion<Bytes> content(
      long sequence, int limit, Optional<LogPosition> end, SegmentCheck.Kind kind) {
    return Branch.of(
        bytes -> check(new Input(sequence, bytes, limit, before, end, kind)),
        fault -> failed(name(sequence), fault));
  }

  private void check(Input input) {
    env.scheduler()
        .<Findings>offload(
            () -> SegmentCheck.look(input),
            Branch.of(
                findings -> judge(input, findings),
                fault -> failed(name(input.sequence()), fault)));
  }

  /// Whether the segment is not part of the log any more, so that nothing there is damage.
  private boolean isTrimmed(long sequence) {
    return sequence < log.head().first();
  }

  private void judge(Input input, Findings findings) {
    if (pace.isOver()) {
      return;
    }
    if (isTrimmed(input.sequence())) {
      beginAtHead();
      return;
    }
    String name = name(input.sequence());
    if (findings.isClean()) {
      goOn(input, Optional.of(findings.end()));
      return;
    }
    watcher.damaged(name + ": " + words(findings));
    if (!findings.problems().isEmpty()) {
      giveUp(
          input, String.join(", ", findings.problems()) + ": it cannot be told what stood there");
    } else if (input.kind() == SegmentCheck.Kind.IN_USE) {
      log.tail().seal();
      whenSealed(input);
    } else {
      fill(input, findings, new ArrayList<>());
    }
  }

  private void whenSealed(Input input) {
    if (pace.isOver()) {
      return;
    }
    if (log.tail().segment().sequence() > input.sequence()) {
      look(input.sequence());
    } else if (log.tail().isFull()) {
      giveUp(input, "there is no room for another segment");
    } else {
      env.scheduler().after(SEALED_SOON, () -> whenSealed(input));
    }
  }

  /// Fetches what belongs into the next hole.
  private void fill(Input input, Findings findings, List<List<LogRecord>> fillings) {
    if (pace.isOver()) {
      return;
    }
    if (fillings.size() == findings.holes().size()) {
      patch(input, findings, fillings);
      return;
    }
    Hole hole = findings.holes().get(fillings.size());
    List<LogPosition> wanted = new ArrayList<>();
    for (Lsn lsn = hole.first(); !lsn.isAfter(hole.last()); lsn = lsn.next()) {
      Optional<LogPosition> position = log.standing(lsn, input.sequence(), hole.from());
      if (position.isEmpty()) {
        giveUp(input, "record " + lsn + " was discarded later, and nobody keeps it");
        return;
      }
      wanted.add(position.get());
    }
    Consumer<List<LogRecord>> then =
        records -> {
          fillings.add(records);
          fill(input, findings, fillings);
        };
    if (wanted.isEmpty()) {
      then.accept(List.of());
    } else {
      source.fetch(wanted, Branch.of(then, fault -> notFound(input, fault)));
    }
  }

  private void patch(Input input, Findings findings, List<List<LogRecord>> fillings) {
    env.scheduler()
        .<Optional<Bytes>>offload(
            () -> SegmentPatch.apply(input, findings, fillings),
            Branch.of(
                whole ->
                    whole.ifPresentOrElse(
                        each -> replace(input, findings, each),
                        () -> giveUp(input, "the records do not fit into their places")),
                fault -> giveUp(input, fault.detail())));
  }

  private void replace(Input input, Findings findings, Bytes whole) {
    if (isTrimmed(input.sequence())) {
      beginAtHead();
      return;
    }
    env.disk()
        .replace(
            SegmentName.path(directory, input.sequence()),
            whole,
            Branch.<Done>of(
                _ -> {
                  watcher.repaired(name(input.sequence()) + ": " + words(findings));
                  goOn(input, Optional.of(findings.end()));
                },
                fault -> giveUp(input, fault.detail())));
  }

  private void notFound(Input input, Fault fault) {
    if (fault.code().equals(TRIMMED) && input.end().isPresent()) {
      watcher.outlived(name(input.sequence()), fault.detail(), input.end().get().lsn());
      goOn(input, input.end());
    } else {
      giveUp(input, fault.detail());
    }
  }

  private void giveUp(Input input, String why) {
    watcher.beyond(name(input.sequence()), why);
    goOn(input, input.end());
  }

  private void goOn(Input input, Optional<LogPosition> end) {
    before = end;
    if (pace.isOver()) {
      return;
    }
    env.scheduler().after(pace.after(input.content().length()), () -> look(input.sequence() + 1));
  }

  private void failed(String what, Fault fault) {
    if (!pace.isOver()) {
      watcher.beyond(what, fault.detail());
      watcher.ended();
    }
  }

  private String name(long sequence) {
    return "log segment " + SegmentName.of(sequence);
  }

  private static String words(Findings findings) {
    List<String> words = new ArrayList<>();
    if (findings.header().isPresent()) {
      words.add("its header");
    }
    for (Hole hole : findings.holes()) {
      words.add(
          hole.last().isBefore(hole.first())
              ? "unused bytes"
              : hole.first().equals(hole.last())
                  ? "record " + hole.first()
                  : "records " + hole.first() + " to " + hole.last());
    }
    words.addAll(findings.problems());
    return String.join(", ", words);
  }
}
