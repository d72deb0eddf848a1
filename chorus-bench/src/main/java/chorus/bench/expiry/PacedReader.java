package chorus.bench.expiry;

import chorus.client.Connection;
import chorus.resp.Reply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/// Sends one command each millisecond over a connection of its own, on a thread of its own; the
/// next waits if one is not answered yet. A stall counts for all that would have come meanwhile.
final class PacedReader implements AutoCloseable {
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Connection connection;
  private final String[] command;
  private final Thread thread;
  private final SingleWriterRecorder times = new SingleWriterRecorder(1000, LONGEST_NANOS, 3);
  private volatile boolean closing;
  private volatile @Nullable IOException failure;

  PacedReader(Connection connection, String... command) {
    this.connection = connection;
    this.command = command;
    this.thread = Thread.ofPlatform().daemon().start(this::run);
  }

  private void run() {
    try {
      while (!closing) {
        long sent = System.nanoTime();
        if (connection.call(command) instanceof Reply.Error error) {
          throw new IOException(error.text());
        }
        long took = Math.min(System.nanoTime() - sent, LONGEST_NANOS);
        times.recordValueWithExpectedInterval(took, PACE_NANOS);
        for (long left = PACE_NANOS - took; left > 0; ) {
          LockSupport.parkNanos(left);
          left = sent + PACE_NANOS - System.nanoTime();
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /// What was measured since the last call; fails if the reader has failed.
  Histogram taken() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw new IOException(String.join(" ", command) + " failed", failed);
    }
    return times.getIntervalHistogram();
  }

  /// Ends it once its last command is answered; its times can be [#taken] still.
  void end() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }

  @Override
  public void close() {
    end();
  }
}
