package chorus.log;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.time.Hlc;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/// The writing end: frames into the segment in use, rolls into the next, syncs in groups.
///
/// Entries wait in memory while a sync is under way, or for the reserve when a segment is full.
/// Invariant: a frame is written only when everything before it is durable but its own group, the
/// frames that the next sync covers together. So any later group proves that the ones before it had
/// been durable: damage in them is never a torn tail.
final class Tail implements Reserve.Watcher {
  private final LogIndex index;
  private final Sealed sealed;
  private final LogListener listener;
  private final Reserve reserve;
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private Segment segment;
  private LogPosition written;
  private LogPosition durableEnd;
  private Hlc latest = Hlc.ZERO;

  /// The segment that is to be left as soon as it can be, though there is room in it; 0 if none.
  private long sealing;

  private long cutsAsked;
  private long cutsWritten;
  private Syncing syncing = Syncing.NO;
  private long syncs;
  private Life life = Life.RUNNING;

  private enum Syncing {
    NO,
    /// One is under way.
    YES,
    /// One is under way, and what came since asks for another.
    YES_AND_AGAIN,
    /// None is under way, but what still waits for its place is to be synced once written.
    LATER
  }

  private enum Life {
    RUNNING,
    FAILED,
    CLOSED
  }

  Tail(
      Env env,
      String directory,
      LogOptions options,
      Segment segment,
      LogPosition written,
      LogIndex index,
      Sealed sealed,
      LogListener listener) {
    this.segment = segment;
    this.written = written;
    this.durableEnd = written;
    this.index = index;
    this.sealed = sealed;
    this.listener = listener;
    this.reserve = new Reserve(env, directory, options.segmentBytes(), this);
  }

  /// Begins to make the next segment ready.
  void start() {
    reserve.prepare(segment.sequence() + 1);
  }

  boolean isFull() {
    return reserve.isRefused();
  }

  /// The file of segment `sequence` if that is the one in use.
  Optional<DiskFile> fileOf(long sequence) {
    return segment.sequence() == sequence ? Optional.of(segment.file()) : Optional.empty();
  }

  /// The segment in use.
  Segment segment() {
    return segment;
  }

  /// Where the log ends at [Segment#durable] of the segment in use.
  LogPosition durableEnd() {
    return durableEnd;
  }

  /// Goes on in the next segment as soon as it can, though there is room in this one.
  void seal() {
    sealing = segment.sequence();
    write();
  }

  /// Takes a record; [#write] brings it to the file.
  void add(LogRecord record) {
    waiting.add(new Entry.Added(record));
  }

  /// Takes a cut; [#write] brings it to the file. What waits above it is not written at all, and
  /// the index forgets at once: no read may meet a void record.
  void cutAfter(LogPosition kept) {
    for (Iterator<Entry> entries = waiting.iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (isAbove(entry, kept.lsn())) {
        entries.remove();
        cutsWritten += entry instanceof Entry.Cut ? 1 : 0;
      }
    }
    index.cutAfter(kept.lsn());
    sealed.cutAfter(kept.lsn());
    waiting.add(new Entry.Cut(kept));
    cutsAsked++;
  }

  private static boolean isAbove(Entry entry, Lsn lsn) {
    return switch (entry) {
      case Entry.Added(var record) -> record.lsn().isAfter(lsn);
      case Entry.Cut(var kept) -> kept.lsn().isAfter(lsn);
      case Entry.Unknown _ -> false;
    };
  }

  /// Writes what waits, as far as there is room, unless a sync is under way.
  void write() {
    boolean room = life == Life.RUNNING && !isSyncing();
    if (room && sealing == segment.sequence() && segment.isDurable()) {
      roll();
    }
    while (room && !waiting.isEmpty()) {
      writeWhatFits();
      room = waiting.isEmpty() || roll();
    }
    if (syncing == Syncing.LATER) {
      startSync();
    }
  }

  void sync() {
    switch (syncing) {
      case NO, LATER -> {
        syncing = Syncing.LATER;
        startSync();
      }
      case YES, YES_AND_AGAIN -> syncing = Syncing.YES_AND_AGAIN;
    }
  }

  boolean isSyncing() {
    return syncing == Syncing.YES || syncing == Syncing.YES_AND_AGAIN;
  }

  /// How many syncs have ended well.
  long syncs() {
    return syncs;
  }

  void close() {
    if (life != Life.CLOSED) {
      life = Life.CLOSED;
      reserve.close();
      segment.file().close();
    }
  }

  boolean isClosed() {
    return life == Life.CLOSED;
  }

  private void writeWhatFits() {
    long bytes = 0;
    int count = 0;
    for (Entry entry : waiting) {
      long next = FrameEncoder.frameBytes(entry);
      if (bytes + next > segment.room()) {
        break;
      }
      bytes += next;
      count++;
    }
    if (count == 0) {
      return;
    }
    FrameEncoder encoder =
        new FrameEncoder((int) bytes, segment.sequence(), segment.end(), segment.durable());
    for (; count > 0; count--) {
      Entry entry = waiting.remove();
      encoder.add(entry);
      wrote(entry, (int) FrameEncoder.frameBytes(entry));
    }
    segment.file().append(encoder.finish());
  }

  private void wrote(Entry entry, int bytes) {
    int offset = segment.end();
    segment.wrote(bytes);
    switch (entry) {
      case Entry.Added(var record) -> {
        index.added(segment.sequence(), record.lsn(), offset, segment.end());
        written = record.position();
        latest = record.hlc();
      }
      case Entry.Cut(var kept) -> {
        written = kept;
        sealed.cutAfter(kept.lsn());
        cutsWritten++;
      }
      case Entry.Unknown _ -> {}
    }
  }

  /// Goes on in the next segment; false if that must wait.
  private boolean roll() {
    if (!segment.isDurable()) {
      if (syncing == Syncing.NO || syncing == Syncing.LATER) {
        startSync();
      }
      return false;
    }
    Optional<DiskFile> next = reserve.take();
    next.ifPresent(this::begin);
    return next.isPresent();
  }

  private void begin(DiskFile file) {
    segment.file().close();
    sealed.add(segment.sequence(), written, latest.wallMillis());
    long sequence = segment.sequence() + 1;
    segment = new Segment(sequence, file, 0);
    file.append(new SegmentHeader(sequence, written).encode());
    segment.wrote(SegmentHeader.BYTES);
    reserve.prepare(sequence + 1);
  }

  private void startSync() {
    if (life != Life.RUNNING || segment.isDurable()) {
      if (waiting.isEmpty()) {
        syncing = Syncing.NO;
      }
      return;
    }
    boolean again = syncing == Syncing.LATER && !waiting.isEmpty();
    syncing = again ? Syncing.YES_AND_AGAIN : Syncing.YES;
    int end = segment.end();
    LogPosition upTo = written;
    long cuts = cutsWritten;
    segment.file().sync(result -> synced(result, end, upTo, cuts));
  }

  private void synced(Result<Done> result, int end, LogPosition upTo, long cuts) {
    if (life != Life.RUNNING) {
      return;
    }
    switch (result) {
      case Result.Failed<Done>(var fault) -> failed(fault);
      case Result.Ok<Done> _ -> {
        segment.synced(end);
        durableEnd = upTo;
        syncs++;
        syncing = syncing == Syncing.YES_AND_AGAIN ? Syncing.LATER : Syncing.NO;
        write();
        if (cuts == cutsAsked) {
          listener.durable(upTo.lsn());
        }
      }
    }
  }

  @Override
  public void ready() {
    write();
  }

  @Override
  public void spaceReturned() {
    if (life == Life.RUNNING) {
      listener.spaceReturned();
    }
  }

  @Override
  public void failed(Fault fault) {
    if (life == Life.RUNNING) {
      life = Life.FAILED;
      listener.failed(fault);
    }
  }
}
