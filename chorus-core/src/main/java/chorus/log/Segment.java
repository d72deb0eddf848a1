package chorus.log;

import chorus.env.DiskFile;

/// The segment that takes frames.
final class Segment {
  private final long sequence;
  private final DiskFile file;
  private final int capacity;
  private int end;
  private int durable;

  /// A segment that is written and durable up to `end`.
  Segment(long sequence, DiskFile file, int end) {
    this.sequence = sequence;
    this.file = file;
    this.capacity = (int) Math.min(file.size(), Integer.MAX_VALUE);
    this.end = end;
    this.durable = end;
  }

  long sequence() {
    return sequence;
  }

  DiskFile file() {
    return file;
  }

  /// Where the next frame goes.
  int end() {
    return end;
  }

  /// Everything below this offset is durable.
  int durable() {
    return durable;
  }

  int room() {
    return capacity - end;
  }

  boolean isDurable() {
    return durable == end;
  }

  void wrote(int bytes) {
    end += bytes;
  }

  void synced(int upTo) {
    durable = upTo;
  }
}
