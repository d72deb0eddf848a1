package chorus.bench;

import java.io.IOException;
import java.time.Duration;

/// Waiting between two looks at a server.
final class LoadPause {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private LoadPause() {}

  static void briefly() throws IOException {
    lasting(BETWEEN_LOOKS);
  }

  static void lasting(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
