package chorus.single;

import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.definition.DatabaseDefinition;
import chorus.env.Timer;
import chorus.log.LogAudit;
import chorus.log.ShardLog;
import chorus.store.ScrubReport;
import chorus.store.VerifyReport;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks for damage in what a running replica has stored, and has it repaired: its log from the
/// other replicas, its rows from its log (decision 0013).
///
/// Slowly, once in an hour; at full speed where somebody asks, or where a read has met damage.
final class Scrub {
  /// From one slow pass to the next.
  static final Duration INTERVAL = Duration.ofHours(1);

  /// After a pass that left damage behind comes another so much later, whatever else meets the
  /// damage; each time twice as long, up to the interval.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /// How long rows may take to be durable before a log that lost records is judged by them.
  private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(1);

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final Shard shard;
  private final ShardLog log;
  private final Rows rows;
  private final RecordFetch fetch;
  private final List<Consumer<ScrubReport>> waiting = new ArrayList<>();
  private @Nullable Pass pass;
  private @Nullable Timer next;
  private Duration pause = FIRST_PAUSE;
  private long notBeforeNanos;
  private boolean damageLeft;
  private boolean closed;

  Scrub(Shard shard, ShardLog log, Rows rows) {
    this.shard = shard;
    this.log = log;
    this.rows = rows;
    this.fetch = new RecordFetch(shard, log);
    this.notBeforeNanos = shard.env().clock().monotonicNanos();
    long first = shard.env().entropy().fork("scrub of " + shard.id()).nextLong(INTERVAL.toNanos());
    scheduleIn(Duration.ofNanos(first));
  }

  /// See [RecordFetch#define].
  void define(DatabaseDefinition agreed) {
    fetch.define(agreed);
  }

  /// Whether the last pass left something damaged.
  boolean leftDamage() {
    return damageLeft;
  }

  /// Makes a whole pass from now on, at full speed, then tells.
  void now(Consumer<ScrubReport> done) {
    if (closed) {
      done.accept(stopped());
      return;
    }
    waiting.add(done);
    if (pass == null) {
      begin();
    } else {
      pass.fast = true;
    }
  }

  /// A read met damage in the log.
  void damageMet() {
    boolean tooSoon = shard.env().clock().monotonicNanos() - notBeforeNanos < 0;
    if (pass == null && !closed && !tooSoon) {
      begin();
      fasten();
    }
  }

  /// The rows are about to be deleted.
  void rowsGone() {
    if (pass != null) {
      pass.rowsGone();
    }
  }

  void asked(NodeId from, FetchRecords request) {
    fetch.asked(from, request);
  }

  void received(FetchedRecords answer) {
    fetch.received(answer);
  }

  void close() {
    closed = true;
    fetch.close();
    if (next != null) {
      next.cancel();
    }
    if (pass != null) {
      pass.close();
      pass = null;
    }
    List<Consumer<ScrubReport>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(each -> each.accept(stopped()));
  }

  private static ScrubReport stopped() {
    return new ScrubReport(
        VerifyReport.unreadable("this replica has stopped"), List.of(), List.of());
  }

  private void scheduleIn(Duration time) {
    if (next != null) {
      next.cancel();
    }
    next =
        shard
            .env()
            .scheduler()
            .after(
                time,
                () -> {
                  scheduleIn(INTERVAL);
                  if (pass == null) {
                    begin();
                  }
                });
  }

  private void begin() {
    Pass begun = new Pass(List.copyOf(waiting));
    waiting.clear();
    begun.fast = !begun.told.isEmpty();
    pass = begun;
    begun.start();
  }

  private void fasten() {
    if (pass != null) {
      pass.fast = true;
    }
  }

  private void ended(Pass done, ScrubReport report) {
    pass = null;
    damageLeft = !report.problems().isEmpty();
    pause = damageLeft ? pause.plus(pause) : FIRST_PAUSE;
    pause = pause.compareTo(INTERVAL) > 0 ? INTERVAL : pause;
    notBeforeNanos = shard.env().clock().monotonicNanos();
    if (damageLeft) {
      notBeforeNanos += pause.toNanos();
      scheduleIn(pause);
    }
    shard.emit(
        new ShardEvent.Scrubbed(
            shard.self(), shard.id(), report.repaired().size(), report.problems().size()));
    done.told.forEach(each -> each.accept(report));
    if (!waiting.isEmpty()) {
      begin();
    }
  }

  /// A segment that ends at `last` has damage that no log makes good.
  private record Outlived(String what, String why, Lsn last) {}

  /// One look at everything.
  private final class Pass implements LogAudit.Watcher, LogAudit.Pace {
    private final List<Consumer<ScrubReport>> told;
    private final List<String> repaired = new ArrayList<>();
    private final List<String> beyond = new ArrayList<>();
    private @Nullable RowsAudit audit;
    private final List<Outlived> outlived = new ArrayList<>();
    private boolean flushAsked;
    private boolean rowsMadeAgain;
    private boolean fast;
    private boolean over;

    Pass(List<Consumer<ScrubReport>> told) {
      this.told = told;
    }

    void start() {
      if (shard.has(PlantedBug.SCRUB_LOOKS_AWAY)) {
        ended();
      } else {
        log.audit(fetch, this, this);
      }
    }

    @Override
    public Duration after(long bytes) {
      return fast ? Duration.ZERO : Duration.ofNanos(bytes * (SECOND_NANOS / Limits.SCRUB_BYTES));
    }

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public void damaged(String what) {
      shard.emit(new ShardEvent.LogDamaged(shard.self(), shard.id(), what));
    }

    @Override
    public void repaired(String what) {
      repaired.add(what);
      shard.emit(new ShardEvent.LogRepaired(shard.self(), shard.id(), what));
    }

    @Override
    public void beyond(String what, String why) {
      beyond.add(what + ": " + why);
      shard.emit(new ShardEvent.LogBeyondRepair(shard.self(), shard.id(), what, why));
    }

    @Override
    public void outlived(String what, String why, Lsn last) {
      outlived.add(new Outlived(what, why, last));
    }

    /// The log is done.
    @Override
    public void ended() {
      if (over) {
        return;
      }
      if (!outlived.isEmpty() && !rows.isRebuilding() && !flushAsked) {
        flushAsked = true;
        rows.flushSoon();
        shard.env().scheduler().after(FLUSH_PATIENCE, this::ended);
        return;
      }
      doWithout();
      if (!rows.isRebuilding()) {
        audit = new RowsAudit(shard, rows.store(), this::after, this::looked);
        audit.start();
      } else if (beyond.isEmpty()) {
        shard.env().scheduler().after(shard.timings().heartbeat(), this::ended);
      } else {
        end(VerifyReport.unreadable("they wait for the log to be repaired"));
      }
    }

    /// What is damaged here and in no log any more is in rows: in those here, so that the log need
    /// not have it, or in those of others.
    private void doWithout() {
      if (outlived.isEmpty()) {
        return;
      }
      if (rows.isRebuilding()) {
        rows.takeThoseOfOthers();
        return;
      }
      Lsn kept = Lsn.min(rows.flushed(), rows.settled());
      for (Outlived each : outlived) {
        if (kept.isBefore(each.last())) {
          beyond(each.what(), each.why());
        } else {
          log.trim(each.last(), Long.MAX_VALUE, 0);
          repaired(each.what() + ", given up: the rows have it");
        }
      }
      outlived.clear();
    }

    private void looked(VerifyReport report) {
      audit = null;
      if (report.isClean() || rowsMadeAgain) {
        end(report);
      } else {
        rows.damaged(report.problems().getFirst());
        again(report.problems().getFirst());
      }
    }

    /// What was found has the rows deleted: once they are there again, they are looked at again.
    private void again(String problem) {
      rowsMadeAgain = true;
      repaired.add("rows made again from the log: " + problem);
      ended();
    }

    void rowsGone() {
      if (audit != null) {
        audit.close();
        audit = null;
        again("a read met damage");
      }
    }

    void close() {
      over = true;
      if (audit != null) {
        audit.close();
      }
      told.forEach(each -> each.accept(stopped()));
    }

    private void end(VerifyReport report) {
      over = true;
      Scrub.this.ended(this, new ScrubReport(report, repaired, beyond));
    }
  }
}
