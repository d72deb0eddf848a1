package chorus.log;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Malformed;
import java.util.Optional;

/// Where a log begins on this disk: what came before is not here, since it was trimmed off, or
/// never was.
///
/// A small file that is replaced as a whole, before anything is deleted: segments with a lower
/// sequence than `first` are what is left of a deletion that was interrupted, and a missing one
/// from there on is damage. A log that was never trimmed has no such file.
///
/// Body of format 1: sequence, epoch and LSN of `base`, number of epochs, of each its number and
/// its first LSN, all varints.
///
/// @param first the sequence of the first segment
/// @param base the last record before it
/// @param epochs which epoch wrote which part, up to `base`
record LogHead(long first, LogPosition base, EpochTable epochs) {
  static final String NAME = "head";
  static final LogHead NEW = new LogHead(SegmentName.FIRST, LogPosition.START, EpochTable.EMPTY);
  private static final Envelope ENVELOPE = new Envelope(0x44484843, 1);

  void write(Disk disk, String directory, Completion<Done> done) {
    disk.replace(directory + "/" + NAME, encode(), done);
  }

  /// Completes with the head, or with `CORRUPT` or `IO`.
  static void read(Disk disk, String directory, Completion<LogHead> done) {
    Envelope.read(
        disk,
        directory,
        NAME,
        Branch.of(
            content -> done.complete(content.map(LogHead::decode).orElse(Result.ok(NEW))),
            fault -> done.complete(Result.failed(fault))));
  }

  Bytes encode() {
    FieldWriter to = new FieldWriter(64).varint(first);
    to.varint(base.epoch().number()).varint(base.lsn().number());
    epochs.write(to);
    return ENVELOPE.seal(to.done().toArray());
  }

  static Result<LogHead> decode(Bytes content) {
    Optional<byte[]> body = ENVELOPE.open(content);
    if (body.isEmpty()) {
      return Result.failed(corrupt());
    }
    try {
      return Result.ok(
          new FieldReader("head of a log", Bytes.wrap(body.get()))
              .whole(from ->
                  new LogHead(
                      from.count(),
                      new LogPosition(new Epoch(from.count()), new Lsn(from.count())),
                      EpochTable.read(from))));
    } catch (Malformed unknown) {
      return Result.failed(corrupt());
    }
  }

  private static Fault corrupt() {
    return Fault.notApplied("CORRUPT", "the head of the log is damaged");
  }
}
