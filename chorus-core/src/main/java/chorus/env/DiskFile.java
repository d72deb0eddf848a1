package chorus.env;

import chorus.base.Done;
import chorus.resp.Bytes;

/// An append-only file. Only the strand that opened it calls it.
public interface DiskFile {
  /// Bytes in the file at its opening or its last [#allocate] or [#cut], zero-filled space
  /// included.
  long size();

  /// Makes the file at least `size` bytes long, new space zero-filled and really reserved, durably.
  /// A full disk shows here, as `DISKFULL`. Does not move the place where appending goes on.
  void allocate(long size, Completion<Done> done);

  /// Sets where the next [#append] goes and makes everything from there on zero, durably; the size
  /// stays.
  void cut(long position, Completion<Done> done);

  /// Writes after what was appended before. Not durable before a later [#sync] completes. A fault
  /// shows at that sync.
  void append(Bytes data);

  /// Completes when everything that was appended before this call is durable.
  void sync(Completion<Done> done);

  /// Up to `length` bytes from `offset` on; fewer only at the end of the file. Sees what was
  /// appended before.
  void read(long offset, int length, Completion<Bytes> done);

  /// No further call follows; requests under way still complete.
  void close();
}
