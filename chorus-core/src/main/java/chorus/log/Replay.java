package chorus.log;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.util.Optional;

/// Rebuilds a log's state from its segments, one after the other, and judges what is bad.
///
/// The rule (law 8): a bad frame is a torn tail only if nothing proves that it had been durable.
/// Proof is content in a later segment, since a segment is begun only once the one before it is
/// durable, or a whole frame behind it whose "durable before" covers it.
final class Replay {
  private final LogHead head;
  private final LogIndex index = new LogIndex();
  private final Sealed sealed = new Sealed();
  private EpochTable epochs;
  private LogPosition last;
  private Hlc latest = Hlc.ZERO;
  private Verdict verdict = new Verdict.Whole();
  private long tailSequence;
  private int tailOffset;

  /// The log begins at `head`.
  Replay(LogHead head) {
    this.head = head;
    this.epochs = head.epochs();
    this.last = head.base();
    this.tailSequence = head.first() - 1;
  }

  /// What is known so far.
  sealed interface Verdict {
    record Whole() implements Verdict {}

    record Torn(long bytes) implements Verdict {}

    record Lost(Lsn first, String detail) implements Verdict {}

    record Newer(String detail) implements Verdict {}
  }

  /// Takes the next segment in order of sequences.
  void add(long sequence, Bytes content) {
    int used = usedBytes(content);
    boolean finished = verdict instanceof Verdict.Lost || verdict instanceof Verdict.Newer;
    if (used == 0 || finished) {
      return;
    }
    if (verdict instanceof Verdict.Torn) {
      lost("segment " + (sequence - 1) + " has a bad frame at " + tailOffset);
      return;
    }
    if (sequence != tailSequence + 1) {
      lost("segment " + (tailSequence + 1) + " is missing or empty before segment " + sequence);
      return;
    }
    switch (SegmentHeader.decode(content)) {
      case SegmentHeader.Read.Newer(int format) ->
          verdict = new Verdict.Newer("segment " + sequence + " has format " + format);
      case SegmentHeader.Read.Broken() -> broken(sequence, content, 0, used);
      case SegmentHeader.Read.Valid(var header) -> {
        if (header.equals(new SegmentHeader(sequence, last))) {
          frames(sequence, content, used);
        } else {
          lost("segment " + sequence + " follows " + header.before() + ", not " + last);
        }
      }
    }
  }

  private void frames(long sequence, Bytes content, int used) {
    FrameDecoder decoder = new FrameDecoder(content, sequence, 0);
    if (hasTail()) {
      sealed.add(tailSequence, last, latest.wallMillis());
    }
    tailSequence = sequence;
    tailOffset = SegmentHeader.BYTES;
    while (tailOffset < used) {
      Optional<FrameDecoder.Frame> frame = decoder.decode(tailOffset);
      if (frame.isEmpty() || !take(frame.get())) {
        break;
      }
      tailOffset = frame.get().end();
    }
    if (tailOffset < used && verdict instanceof Verdict.Whole) {
      broken(sequence, content, tailOffset, used);
    }
  }

  private boolean take(FrameDecoder.Frame frame) {
    return switch (frame.entry()) {
      case Entry.Added(var record) -> {
        boolean follows =
            record.lsn().equals(last.lsn().next()) && !record.epoch().isBefore(last.epoch());
        if (follows) {
          index.added(tailSequence, record.lsn(), tailOffset, frame.end());
          epochs = epochs.with(record.epoch(), record.lsn());
          last = record.position();
          latest = record.hlc();
        }
        yield follows;
      }
      case Entry.Cut(var kept) -> {
        boolean possible =
            !kept.lsn().isAfter(last.lsn())
                && !kept.lsn().isBefore(head.base().lsn())
                && epochs.epochAt(kept.lsn()).equals(kept.epoch());
        if (possible) {
          index.cutAfter(kept.lsn());
          sealed.cutAfter(kept.lsn());
          epochs = epochs.cutAfter(kept.lsn());
          last = kept;
        }
        yield possible;
      }
      case Entry.Unknown(int kind) -> {
        verdict = new Verdict.Newer("segment " + tailSequence + " has a record of kind " + kind);
        yield false;
      }
    };
  }

  private void broken(long sequence, Bytes content, int offset, int used) {
    if (wasDurable(sequence, content, offset, used)) {
      lost("segment " + sequence + " has a bad frame at " + offset);
    } else {
      verdict = new Verdict.Torn(used - offset);
    }
  }

  private static boolean wasDurable(long sequence, Bytes content, int offset, int used) {
    FrameDecoder decoder = new FrameDecoder(content, sequence, 0);
    for (int at = offset + 8; at < used; at += 8) {
      Optional<FrameDecoder.Frame> frame = decoder.decode(at);
      if (frame.isPresent() && frame.get().durableBefore() > offset) {
        return true;
      }
    }
    return false;
  }

  private void lost(String detail) {
    verdict = new Verdict.Lost(last.lsn().next(), detail);
  }

  /// The offset behind the last byte that is not zero.
  private static int usedBytes(Bytes content) {
    byte[] bytes = content.array();
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    return used;
  }

  Verdict verdict() {
    return verdict;
  }

  LogHead head() {
    return head;
  }

  LogIndex index() {
    return index;
  }

  /// The segments before the tail.
  Sealed sealed() {
    return sealed;
  }

  EpochTable epochs() {
    return epochs;
  }

  LogPosition last() {
    return last;
  }

  /// Whether any segment holds a good frame or header.
  boolean hasTail() {
    return tailSequence >= head.first();
  }

  /// The segment in which the log goes on.
  long tailSequence() {
    Require.that(hasTail(), "a log without content has no tail");
    return tailSequence;
  }

  /// The offset in it at which the log goes on.
  int tailOffset() {
    return tailOffset;
  }
}
