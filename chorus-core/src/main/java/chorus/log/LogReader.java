package chorus.log;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Reads records back from disk: one piece of one run, from the nearest mark on.
final class LogReader {
  private final Env env;
  private final String directory;
  private final LogIndex index;
  private final Tail tail;

  LogReader(Env env, String directory, LogIndex index, Tail tail) {
    this.env = env;
    this.directory = directory;
    this.index = index;
    this.tail = tail;
  }

  /// Records from `from` on, at least one; empty if the index has none there.
  void read(Lsn from, int maxBytes, Completion<List<LogRecord>> done) {
    Optional<Run> run = index.find(from);
    if (run.isEmpty()) {
      env.scheduler().execute(() -> done.complete(Result.ok(List.of())));
      return;
    }
    int offset = run.get().markAt(from.number()).offset();
    long wanted = (long) maxBytes + Run.MARK_BYTES + FrameFormat.HEADER_BYTES;
    new Request(run.get(), from, maxBytes, offset, done).fetch(wanted);
  }

  /// A file of a segment that is not in use is opened for one read: catching up takes long pieces.
  private void withFile(long sequence, Consumer<DiskFile> use, Consumer<Fault> failed) {
    Optional<DiskFile> inUse = tail.fileOf(sequence);
    if (inUse.isPresent()) {
      use.accept(inUse.get());
      return;
    }
    Consumer<DiskFile> once =
        file -> {
          use.accept(file);
          file.close();
        };
    env.disk().open(SegmentName.path(directory, sequence), Branch.of(once, failed));
  }

  private final class Request {
    private final Run run;
    private final long sequence;
    private final Lsn from;
    private final int maxBytes;
    private final int offset;
    private final Completion<List<LogRecord>> done;

    Request(Run run, Lsn from, int maxBytes, int offset, Completion<List<LogRecord>> done) {
      this.run = run;
      this.sequence = run.sequence();
      this.from = from;
      this.maxBytes = maxBytes;
      this.offset = offset;
      this.done = done;
    }

    void fetch(long wanted) {
      int length = (int) Math.min(wanted, run.limit() - offset);
      withFile(
          sequence,
          file -> file.read(offset, length, Branch.of(this::fetched, this::fail)),
          this::fail);
    }

    private void fetched(Bytes piece) {
      FrameDecoder decoder = new FrameDecoder(piece, sequence, offset);
      List<LogRecord> found = new ArrayList<>();
      long lsn = run.markAt(from.number()).lsn();
      long room = maxBytes;
      int at = offset;
      while (lsn <= run.lastLsn()) {
        Optional<LogRecord> next = decoder.decode(at).flatMap(this::record);
        if (next.isEmpty() || next.get().lsn().number() != lsn) {
          OptionalInt behind =
              lsn < from.number() ? behind(decoder, at, piece) : OptionalInt.empty();
          if (behind.isEmpty()) {
            break;
          }
          at = behind.getAsInt();
          lsn = decoder.decode(at).flatMap(this::record).orElseThrow().lsn().number();
          continue;
        }
        LogRecord record = next.get();
        if (!found.isEmpty() && record.payload().length() > room) {
          break;
        }
        if (lsn >= from.number()) {
          found.add(record);
          room -= record.payload().length();
        }
        at += (int) FrameEncoder.frameBytes(new Entry.Added(record));
        lsn++;
      }
      if (found.isEmpty()) {
        missed(decoder, at, piece.length());
      } else {
        done.complete(Result.ok(found));
      }
    }

    /// Where a whole record stands behind a damaged one that is not asked for, and not behind what
    /// is.
    private OptionalInt behind(FrameDecoder decoder, int at, Bytes piece) {
      for (int next = at + 8; next < offset + piece.length(); next += 8) {
        Optional<LogRecord> record = decoder.decode(next).flatMap(this::record);
        if (record.isPresent()) {
          boolean inTime = !record.get().lsn().isAfter(from);
          return inTime ? OptionalInt.of(next) : OptionalInt.empty();
        }
      }
      return OptionalInt.empty();
    }

    /// Not even the first record was whole in the piece: read as much as it claims to need, once.
    private void missed(FrameDecoder decoder, int at, int had) {
      long needed = at - offset + Math.max(FrameFormat.HEADER_BYTES, decoder.claimedBytes(at));
      if (needed > had && needed <= run.limit() - offset) {
        fetch(needed);
      } else {
        fail(
            Fault.notApplied(
                "CORRUPT", SegmentName.path(directory, sequence) + " has a bad frame at " + at));
      }
    }

    private Optional<LogRecord> record(FrameDecoder.Frame frame) {
      return frame.entry() instanceof Entry.Added(var record)
          ? Optional.of(record)
          : Optional.empty();
    }

    private void fail(Fault fault) {
      done.complete(Result.failed(fault));
    }
  }
}
