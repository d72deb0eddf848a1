package chorus.server.env;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Warns at most once a minute: for what an endless retry, or anybody who can open a connection,
/// would make it say again and again. Any thread.
public final class SparseLog {
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long SILENT = Long.MIN_VALUE;

  private final Logger log;

  /// When the last warning was; [#SILENT] if the next one is news.
  private final AtomicLong warnedAt = new AtomicLong(SILENT);

  /// Warns through `log`.
  public SparseLog(Logger log) {
    this.log = log;
  }

  /// Says `text`, unless there was a warning within the last minute.
  public void warn(String text) {
    long last = warnedAt.get();
    long now = System.nanoTime();
    if ((last == SILENT || now - last >= PERIOD_NANOS) && warnedAt.compareAndSet(last, now)) {
      log.warn("{}", text);
    }
  }

  /// What was wrong is over: the next time is news.
  public void reset() {
    warnedAt.set(SILENT);
  }
}
