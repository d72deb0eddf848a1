package chorus.log;

import chorus.base.Require;

/// The sizes of one shard's log.
///
/// @param segmentBytes the size of one segment file, in bytes; two of them are reserved ahead
/// @param cacheBytes how much of the newest records stays in memory, in bytes, payload and overhead
/// @param keep how much of it is kept though it is stored in rows
public record LogOptions(int segmentBytes, int cacheBytes, LogKeep keep) {
  private static final int SMALLEST_SEGMENT = 4096;

  public LogOptions {
    Require.that(
        segmentBytes >= SMALLEST_SEGMENT && segmentBytes % 512 == 0,
        "a segment has whole sectors and at least 4 KiB",
        segmentBytes);
    Require.that(cacheBytes >= 0, "a cache has no negative size", cacheBytes);
  }

  /// With the usual rule for what is kept.
  public LogOptions(int segmentBytes, int cacheBytes) {
    this(segmentBytes, cacheBytes, LogKeep.STANDARD);
  }

  /// Segments of 16 MiB, a cache of 4 MiB.
  public static LogOptions defaults() {
    return new LogOptions(16 << 20, 4 << 20);
  }

  /// The longest payload of a record, in bytes: it fits into an empty segment.
  public int maxPayloadBytes() {
    return segmentBytes - 512;
  }
}
