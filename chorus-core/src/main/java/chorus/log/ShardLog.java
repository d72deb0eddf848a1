package chorus.log;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.base.Result;
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
  private final Env env;
  private final String directory;
  private final LogOptions options;
  private final LogListener listener;
  private final RecordCache cache;
  private final LogIndex index;
  private final Sealed sealed;
  private final Tail tail;
  private final LogReader reader;
  private EpochTable epochs;
  private LogPosition last;
  private Lsn durable;
  private LogHead head;
  private long cuts;
  private boolean trimming;

  /// A log that is ready.
  ///
  /// @param recovery what was found on disk
  public record Opened(ShardLog log, Recovery recovery) {}

  private ShardLog(
      Env env,
      String directory,
      LogOptions options,
      LogListener listener,
      LogRecovery.Recovered from) {
    this.env = env;
    this.directory = directory;
    this.options = options;
    this.listener = listener;
    this.cache = new RecordCache(options.cacheBytes(), from.last().lsn());
    this.index = from.index();
    this.sealed = from.sealed();
    this.head = from.head();
    this.epochs = from.epochs();
    this.last = from.last();
    this.durable = from.last().lsn();
    this.tail =
        new Tail(env, directory, options, from.tail(), from.last(), index, sealed, new Watermark());
    this.reader = new LogReader(env, directory, index, tail);
    tail.start();
  }

  /// Opens the log in `directory`, repairs a torn tail, or creates it. Completes once everything in
  /// it is durable. Faults: `CORRUPT` if no record is usable (nothing is changed then), `FORMAT` if
  /// a newer version wrote it, `IO`, `DISKFULL`.
  public static void open(
      Env env,
      String directory,
      LogOptions options,
      LogListener listener,
      Completion<Opened> done) {
    new LogRecovery(
            env,
            directory,
            options,
            Branch.of(
                found -> {
                  ShardLog log = new ShardLog(env, directory, options, listener, found);
                  done.complete(Result.ok(new Opened(log, found.recovery())));
                },
                fault -> done.complete(Result.failed(fault))))
        .start();
  }

  /// The last appended record, durable or not; [LogPosition#START] if there is none.
  public LogPosition last() {
    return last;
  }

  /// The last record before those that are here: everything up to it was trimmed off, or was never
  /// here. [LogPosition#START] if the log has all that there ever was.
  public LogPosition base() {
    return head.base();
  }

  /// About how many bytes the log takes on disk, without what is reserved ahead.
  public long bytes() {
    return (long) options.segmentBytes() * (sealed.count() + 1);
  }

  /// See [LogOptions#keep].
  public LogKeep keep() {
    return options.keep();
  }

  /// Every record up to here is durable. Falls only behind a cut.
  public Lsn durable() {
    return durable;
  }

  /// Whether the disk has no room for the next segment, so that what is left of the one in use is
  /// all there is. The caller refuses writes of clients. What is under way may still be appended:
  /// beyond the segment's end it waits in memory, not durable, until [LogListener#spaceReturned].
  public boolean full() {
    return tail.isFull();
  }

  /// Whether a sync is under way.
  public boolean isSyncing() {
    return tail.isSyncing();
  }

  /// How many syncs have ended well; while this stands still and one is under way, the disk does
  /// not answer.
  public long syncs() {
    return tail.syncs();
  }

  /// See [LogOptions#maxPayloadBytes].
  public int maxPayloadBytes() {
    return options.maxPayloadBytes();
  }

  /// Adds records that follow [#last]: LSNs without a gap, epochs that never fall, payloads of at
  /// most [LogOptions#maxPayloadBytes]. Buffered: not durable before a [#sync].
  public void append(List<LogRecord> records) {
    for (LogRecord record : records) {
      Require.that(
          record.lsn().equals(last.lsn().next()) && !record.epoch().isBefore(last.epoch()),
          "a record follows the last one",
          last,
          record.position());
      Require.that(
          record.payload().length() <= options.maxPayloadBytes(),
          "a record fits into a segment",
          record.position(),
          record.payload().length());
      epochs = epochs.with(record.epoch(), record.lsn());
      last = record.position();
      cache.add(record);
      tail.add(record);
    }
    tail.write();
  }

  /// Asks for durability of all that was appended. At most one sync is under way; what comes
  /// meanwhile goes with the next. Its end shows as [LogListener#durable]; no call comes if
  /// everything is durable already.
  public void sync() {
    tail.sync();
  }

  /// Discards the records above `lsn`. The next [LogListener#durable] comes only once the cut is
  /// durable; the cut asks for its sync itself. No effect if there are none.
  public void cutAfter(Lsn lsn) {
    if (!lsn.isBefore(last.lsn())) {
      return;
    }
    Require.that(!lsn.isBefore(head.base().lsn()), "a log is cut in what it has", lsn, head);
    last = new LogPosition(epochs.epochAt(lsn), lsn);
    epochs = epochs.cutAfter(lsn);
    durable = Lsn.min(durable, lsn);
    cache.cutAfter(lsn);
    cuts++;
    tail.cutAfter(last);
    tail.write();
    tail.sync();
  }

  /// Deletes the oldest segments: those that hold no record above `lsn` and none later than
  /// `wallMillis`, and so many that the rest takes at least `leastBytes`. No effect if there are
  /// none. The caller knows that nobody here needs them: they are gone for good.
  public void trim(Lsn lsn, long wallMillis, long leastBytes) {
    int most = (int) Math.max(0, (bytes() - leastBytes) / options.segmentBytes());
    if (trimming || most == 0) {
      return;
    }
    sealed.before(Lsn.min(lsn, durable), wallMillis, most).ifPresent(this::beginAt);
  }

  /// Nobody here counts on what goes from now on, and it is deleted once that is written down.
  private void beginAt(Sealed.Place place) {
    trimming = true;
    head = new LogHead(place.next(), place.base(), epochs.cutAfter(place.base().lsn()));
    index.dropBefore(head.first());
    sealed.dropBefore(head.first());
    long first = head.first();
    env.scheduler().execute(() -> tellTrimmed(head.base().lsn()));
    head.write(
        env.disk(),
        directory,
        result -> {
          trimming = false;
          if (result instanceof Result.Ok<Done> && !tail.isClosed()) {
            deleteWhatIsBefore(first);
          }
        });
  }

  private void tellTrimmed(Lsn base) {
    if (!tail.isClosed()) {
      listener.trimmed(base);
    }
  }

  private void deleteWhatIsBefore(long first) {
    env.disk()
        .list(
            directory,
            Branch.of(
                names ->
                    SegmentName.before(first, names)
                        .forEach(
                            each -> env.disk().delete(SegmentName.path(directory, each), _ -> {})),
                _ -> {}));
  }

  /// Ends this log, and has the next one that is opened here begin behind `at`, with no record,
  /// after a history in which `history` says which epoch wrote which part. Durable once completed;
  /// before that, the next one is this one. No call to the listener follows. Faults: `DISKFULL`,
  /// `IO`.
  public void closeAndBeginAfter(LogPosition at, EpochTable history, Completion<Done> done) {
    tail.close();
    // The one after the reserve, which may still be on its way to the disk.
    long first = tail.segment().sequence() + 2;
    new LogHead(first, at, history.cutAfter(at.lsn())).write(env.disk(), directory, done);
  }

  /// Which epoch wrote which part, also of what is before [#base].
  public EpochTable epochs() {
    return epochs;
  }

  /// The epoch of the record at `lsn`, which need not be here any more; [Epoch#NONE] for 0; empty
  /// above [#last].
  public Optional<Epoch> epochOf(Lsn lsn) {
    return lsn.isAfter(last.lsn()) ? Optional.empty() : Optional.of(epochs.epochAt(lsn));
  }

  /// Whether the history of this log has what stands at this position: that record, or the
  /// beginning.
  public boolean has(LogPosition position) {
    return epochOf(position.lsn()).filter(position.epoch()::equals).isPresent();
  }

  /// Consecutive records from `from` on: at least one if it exists, else none; then as many as fit
  /// in about `maxBytes` of payload, perhaps fewer (a segment's end ends an answer). What is before
  /// [#base] does not exist. Faults: `CORRUPT`, `IO`.
  public void read(Lsn from, int maxBytes, Completion<List<LogRecord>> done) {
    List<LogRecord> known = cached(from, maxBytes);
    if (!known.isEmpty() || from.isAfter(last.lsn()) || isTrimmed(from)) {
      env.scheduler().execute(() -> done.complete(Result.ok(known)));
    } else {
      readFromDisk(from, maxBytes, done);
    }
  }

  /// A cut meanwhile may have put other records at these LSNs, so that the answer is not valid.
  private void readFromDisk(Lsn from, int maxBytes, Completion<List<LogRecord>> done) {
    long cutsBefore = cuts;
    reader.read(
        from,
        maxBytes,
        result -> {
          if (isTrimmed(from)) {
            done.complete(Result.ok(List.of()));
          } else if (cuts == cutsBefore) {
            tellOfDamage(result);
            done.complete(result);
          } else {
            read(from, maxBytes, done);
          }
        });
  }

  private boolean isTrimmed(Lsn lsn) {
    return !lsn.isAfter(head.base().lsn());
  }

  private void tellOfDamage(Result<List<LogRecord>> result) {
    if (result instanceof Result.Failed<List<LogRecord>>(var fault)
        && fault.code().equals("CORRUPT")) {
      env.scheduler().execute(() -> listener.damaged(fault));
    }
  }

  /// Looks at every record on disk, and repairs what is damaged with what `source` has. One at a
  /// time. Nothing that can still be read is lost by it: a segment is replaced as a whole, once all
  /// of it is there.
  public void audit(LogAudit.Source source, LogAudit.Pace pace, LogAudit.Watcher watcher) {
    new LogAudit(env, directory, new AuditedLog(), source, pace, watcher).start();
  }

  /// Like [#read] at once, from memory; empty if `from` is not there.
  public List<LogRecord> cached(Lsn from, int maxBytes) {
    return cache.from(from, maxBytes);
  }

  /// Bytes on disk of the records in `(after, upTo]`, for showing a lag. Estimated from an index
  /// with an entry at every 64 KiB: each end is off by less than that. Records that wait for a
  /// place do not count.
  public long bytesBetween(Lsn after, Lsn upTo) {
    return index.bytesBetween(after, upTo);
  }

  /// The caller keeps durably elsewhere that the replica is not whole: from now on opening does not
  /// say [Recovery.Damaged] again.
  public void acknowledgeDamage(Completion<Done> done) {
    DamageMark.remove(env.disk(), directory, done);
  }

  /// Ends the log without a sync. No call to the listener follows; reads under way still complete.
  public void close() {
    tail.close();
  }

  /// What an audit sees of this log.
  private final class AuditedLog implements LogAudit.Log {
    @Override
    public Tail tail() {
      return tail;
    }

    @Override
    public LogHead head() {
      return head;
    }

    @Override
    public Optional<LogPosition> standing(Lsn lsn, long sequence, int offset) {
      return index
          .find(lsn)
          .filter(run -> run.sequence() == sequence && run.covers(offset))
          .map(_ -> new LogPosition(epochs.epochAt(lsn), lsn));
    }
  }

  /// Moves the watermark before the listener hears of it.
  private final class Watermark implements LogListener {
    @Override
    public void durable(Lsn lsn) {
      durable = lsn;
      cache.evict(lsn);
      listener.durable(lsn);
    }

    @Override
    public void failed(Fault fault) {
      listener.failed(fault);
    }

    @Override
    public void damaged(Fault fault) {
      listener.damaged(fault);
    }

    @Override
    public void spaceReturned() {
      listener.spaceReturned();
    }

    @Override
    public void trimmed(Lsn base) {
      listener.trimmed(base);
    }
  }
}
