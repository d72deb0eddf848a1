package chorus.bench.expiry;

import chorus.client.Connection;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks for the number of keys, on a thread of its own, until those that expire are gone.
final class GoneWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Who waits when the last key goes is to have an answer before the measurement ends.
  private static final Duration AFTER = Duration.ofSeconds(1);

  private final Thread thread;
  private volatile double goneSeconds;
  private volatile @Nullable IOException failure;

  /// @param others how many keys stay
  /// @param lastMillis of the wall clock: when the last of the others expires
  GoneWatch(Connection connection, long others, long lastMillis, Duration betweenLooks) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                watch(connection, others, lastMillis, betweenLooks);
              } catch (IOException e) {
                failure = e;
              } catch (InterruptedException e) {
                failure = new IOException("interrupted", e);
              }
            });
  }

  private void watch(Connection connection, long others, long lastMillis, Duration betweenLooks)
      throws IOException, InterruptedException {
    while (sinceSeconds(lastMillis) < 0 || Expiring.count(connection) > others) {
      if (sinceSeconds(lastMillis) > PATIENCE.toSeconds()) {
        throw new IOException(
            "after %d s there are still %d keys, not %d"
                .formatted(PATIENCE.toSeconds(), Expiring.count(connection), others));
      }
      Thread.sleep(betweenLooks);
    }
    goneSeconds = sinceSeconds(lastMillis);
    Thread.sleep(AFTER);
  }

  private static double sinceSeconds(long millis) {
    return (System.currentTimeMillis() - millis) / 1e3;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  /// From the last deadline until they were gone, once it [#isOver].
  double goneSeconds() throws IOException {
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return goneSeconds;
  }
}
