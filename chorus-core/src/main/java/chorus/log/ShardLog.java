package chorus.log;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.env.Completion;
import chorus.env.Env;
import java.util.List;
import java.util.Optional;

/// One shard's replication log: records with consecutive LSNs and epochs that never fall, in
/// checksummed segment files. Only its own strand calls it.
///
/// The order is append → written → durable. Written is not durable: only what [#durable] covers
/// survives power loss.
public final class ShardLog {
  private ShardLog() {}

  /// A log that is ready.
  ///
  /// @param recovery what was found on disk
  public record Opened(ShardLog log, Recovery recovery) {}

  /// Opens the log in `directory`, repairs a torn tail, or creates it. Completes once everything in
  /// it is durable. Faults: `CORRUPT` if nothing is usable, `FORMAT` if a newer version wrote it,
  /// `IO`, `DISKFULL`.
  public static void open(
      Env env,
      String directory,
      LogOptions options,
      LogListener listener,
      Completion<Opened> done) {
    pending();
  }

  /// The last appended record, durable or not; [LogPosition#START] if there is none.
  public LogPosition last() {
    pending();
    return LogPosition.START;
  }

  /// Every record up to here is durable.
  public Lsn durable() {
    pending();
    return Lsn.NONE;
  }

  /// Whether the disk has no room for the segment after the next roll. The caller refuses writes of
  /// clients; what is under way may still be appended. [LogListener#spaceReturned] tells the end.
  public boolean full() {
    pending();
    return false;
  }

  /// Adds records that follow [#last]. Buffered: not durable before a [#sync].
  public void append(List<LogRecord> records) {
    pending();
  }

  /// Asks for durability of all that was appended. At most one sync is under way; what comes
  /// meanwhile goes with the next. Its end shows as [LogListener#durable]; no call comes if
  /// everything is durable already.
  public void sync() {
    pending();
  }

  /// Discards the records above `lsn`. The next [LogListener#durable] comes only once the cut is
  /// durable; the cut asks for its sync itself.
  public void cutAfter(Lsn lsn) {
    pending();
  }

  /// Which epoch wrote which part.
  public EpochTable epochs() {
    pending();
    return EpochTable.EMPTY;
  }

  /// The epoch of the record at `lsn`; [Epoch#NONE] for 0; empty above [#last].
  public Optional<Epoch> epochOf(Lsn lsn) {
    pending();
    return Optional.empty();
  }

  /// Consecutive records from `from` on: at least one if it exists, else none; then as many as fit
  /// in about `maxBytes`, perhaps fewer (a segment's end ends an answer). Faults: `CORRUPT`, `IO`.
  public void read(Lsn from, int maxBytes, Completion<List<LogRecord>> done) {
    pending();
  }

  /// Like [#read] at once, from memory; empty if `from` is not there.
  public List<LogRecord> cached(Lsn from, int maxBytes) {
    pending();
    return List.of();
  }

  /// Bytes on disk of the records in `(after, upTo]`, for showing a lag. Estimated from an index
  /// with an entry each 64 KiB: off by less than twice that.
  public long bytesBetween(Lsn after, Lsn upTo) {
    pending();
    return 0;
  }

  /// The caller keeps durably elsewhere that the replica is not whole: from now on opening does not
  /// say [Recovery.Damaged] again.
  public void acknowledgeDamage(Completion<Done> done) {
    pending();
  }

  /// Ends the log without a sync. No call to the listener follows.
  public void close() {
    pending();
  }

  private static void pending() {
    Require.that(false, "only the signatures are here");
  }
}
