package chorus.server.config;

import chorus.base.Timings;
import chorus.log.LogKeep;
import java.time.Duration;

/// What one node may use, and how long it and its clients wait.
///
/// @param clients connections at a time
/// @param bulk bytes of one argument; a record of the log holds it with its key and what goes round
///   it, so it is smaller than `logSegment` by [#RECORD_ROOM_BYTES] at least
/// @param outputBuffer bytes of replies that a client has not fetched
/// @param cache bytes of blocks that the storage engines share
/// @param writeBuffer bytes of unflushed rows that they share
/// @param logSegment bytes of one segment of a log
/// @param logKeep how much of a log is kept though it is stored in rows
/// @param logCache bytes of the newest records that one log keeps in memory
/// @param leaderWait how long a command waits for a leader
/// @param ackWait how long an appended write waits to be acknowledged
/// @param detection silence after which a controller gives a leader up
/// @param diskStall how long a leader waits for one fsync before it gives up leading
/// @param undrop how long a dropped database can be taken back
public record Sizes(
    int clients,
    long bulk,
    long outputBuffer,
    long cache,
    long writeBuffer,
    long logSegment,
    LogKeep logKeep,
    long logCache,
    Duration leaderWait,
    Duration ackWait,
    Duration detection,
    Duration diskStall,
    Duration undrop) {
  /// Bytes of a log segment that an argument leaves to its key, its row and its record.
  public static final long RECORD_ROOM_BYTES = 64L << 10;

  public static final Sizes DEFAULT =
      new Sizes(
          10_000,
          15L << 20,
          256L << 20,
          64L << 20,
          64L << 20,
          16L << 20,
          LogKeep.STANDARD,
          4L << 20,
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Timings.DEFAULT.detection(),
          Timings.DEFAULT.diskStall(),
          Timings.DEFAULT.undrop());
}
