package chorus.log;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at every frame of one segment of a running log, and says what is bad and what belongs
/// there. Pure; away from the strand.
///
/// Other than [Replay], which cuts what it cannot read, it goes on behind damage: whole frames
/// there still hold good records, and say which ones are missing.
final class SegmentCheck {
  private static final int STEP = 8;

  private final Input input;
  private final FrameDecoder decoder;
  private final List<Hole> holes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private LogPosition last;
  private int at = SegmentHeader.BYTES;
  private int durableBefore;

  /// What is known of a segment.
  ///
  /// @param content from its first byte on
  /// @param limit the offset behind the last byte that is durable; of a sealed segment its size
  /// @param before the last record before the segment, for a header that cannot be read; empty if
  ///   that is not certain
  /// @param end the last record in it, as others say; empty if nobody does
  record Input(
      long sequence,
      Bytes content,
      int limit,
      Optional<LogPosition> before,
      Optional<LogPosition> end,
      Kind kind) {}

  enum Kind {
    /// Behind the frames there are zeros up to the end.
    SEALED,
    /// Frames follow each other up to the limit.
    IN_USE
  }

  /// A place where the records from `first` to `last` stood, or none if `last` comes first: there
  /// only zeros belong.
  ///
  /// @param isExact whether the records fill it, else zeros follow
  /// @param durableBefore of the frame before it
  record Hole(int from, int to, Lsn first, Lsn last, boolean isExact, int durableBefore) {}

  /// What was found.
  ///
  /// @param header the header that should stand there, if another does
  /// @param problems what cannot be told from the rest, in words
  /// @param end the last record behind the segment
  record Findings(
      Optional<SegmentHeader> header, List<Hole> holes, List<String> problems, LogPosition end) {
    boolean isClean() {
      return header.isEmpty() && holes.isEmpty() && problems.isEmpty();
    }
  }

  private SegmentCheck(Input input, LogPosition before) {
    this.input = input;
    this.decoder = new FrameDecoder(input.content(), input.sequence(), 0);
    this.last = before;
  }

  static Findings look(Input input) {
    Optional<SegmentHeader> found = header(input);
    Optional<LogPosition> before = found.map(SegmentHeader::before).or(input::before);
    if (before.isEmpty() || input.content().length() < SegmentHeader.BYTES) {
      String problem = "all of it";
      return new Findings(
          Optional.empty(), List.of(), List.of(problem), input.end().orElse(LogPosition.START));
    }
    SegmentHeader right = new SegmentHeader(input.sequence(), before.get());
    SegmentCheck check = new SegmentCheck(input, before.get());
    check.walk();
    return new Findings(
        found.isPresent() ? Optional.empty() : Optional.of(right),
        check.holes,
        check.problems,
        input.end().orElse(check.last));
  }

  private static Optional<SegmentHeader> header(Input input) {
    return SegmentHeader.decode(input.content()) instanceof SegmentHeader.Read.Valid(var header)
            && header.sequence() == input.sequence()
        ? Optional.of(header)
        : Optional.empty();
  }

  private void walk() {
    while (at < input.limit() && problems.isEmpty()) {
      Optional<FrameDecoder.Frame> frame = decoder.decode(at);
      if (frame.isPresent()) {
        take(frame.get());
      } else if (input.kind() == Kind.SEALED && isZeroFrom(at)) {
        break;
      } else {
        skip();
      }
    }
    if (problems.isEmpty()) {
      input.end().filter(end -> !end.equals(last)).ifPresent(this::missTail);
    }
  }

  private void take(FrameDecoder.Frame frame) {
    Optional<LogPosition> next = after(frame.entry());
    if (next.isEmpty()) {
      problems.add("the frame at " + at + " does not follow " + last);
      return;
    }
    last = next.get();
    durableBefore = frame.durableBefore();
    at = frame.end();
  }

  /// Where the log ends behind `entry`; empty if it cannot stand here.
  private Optional<LogPosition> after(Entry entry) {
    return switch (entry) {
      case Entry.Added(var record)
          when record.lsn().equals(last.lsn().next()) && !record.epoch().isBefore(last.epoch()) ->
          Optional.of(record.position());
      case Entry.Cut(var kept) when !kept.lsn().isAfter(last.lsn()) -> Optional.of(kept);
      case Entry.Added _, Entry.Cut _, Entry.Unknown _ -> Optional.empty();
    };
  }

  /// Goes on at the next whole frame.
  private void skip() {
    int from = at;
    for (int next = at + STEP; next < input.limit(); next += STEP) {
      Optional<FrameDecoder.Frame> frame = decoder.decode(next);
      if (frame.isPresent()) {
        miss(from, next, frame.get().entry());
        at = next;
        return;
      }
    }
    Optional<LogPosition> end = input.end().filter(each -> !each.lsn().isBefore(last.lsn()));
    if (end.isEmpty()) {
      problems.add("everything from " + from + " on");
      return;
    }
    int to = input.kind() == Kind.SEALED ? input.content().length() : input.limit();
    hole(from, to, end.get().lsn(), input.kind() == Kind.IN_USE);
    last = end.get();
    at = to;
  }

  private void miss(int from, int to, Entry following) {
    if (following instanceof Entry.Added(var record)
        && record.lsn().number() > last.lsn().number() + 1) {
      Lsn missing = new Lsn(record.lsn().number() - 1);
      hole(from, to, missing, true);
      last = new LogPosition(last.epoch(), missing);
    } else {
      problems.add("the bytes from " + from + " to " + to + ", which held no record alone");
    }
  }

  /// The segment ends too early.
  private void missTail(LogPosition end) {
    if (input.kind() == Kind.SEALED && end.lsn().isAfter(last.lsn())) {
      hole(at, input.content().length(), end.lsn(), false);
    } else {
      problems.add("it ends at " + last + ", and the log went on from " + end);
    }
  }

  private void hole(int from, int to, Lsn lastMissing, boolean isExact) {
    holes.add(new Hole(from, to, last.lsn().next(), lastMissing, isExact, durableBefore));
  }

  private boolean isZeroFrom(int from) {
    byte[] bytes = input.content().array();
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
