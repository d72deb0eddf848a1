package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Commands under CHORUS ONCE, sent again because nobody answered.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OnceTest {
  private static final int BEFORE_THE_KILL = 100;
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(30);

  @RegisterExtension private final Playground cluster = Playground.registered();

  /// Each seq increments the counter once, so it answers itself.
  @Test
  void whatIsSentAgainAfterItsLeaderDiedIsAppliedOnceAndAnswersTheSame() {
    String leader = cluster.awaitWhole();
    List<String> survivors = Playground.others(leader);
    try (RespClient doomed = cluster.connect(leader)) {
      String session = String.valueOf(doomed.call("CHORUS", "ONCE", "OPEN"));
      AtomicLong answered = new AtomicLong();
      CompletableFuture<Void> increments =
          CompletableFuture.runAsync(() -> incrementUntilLost(doomed, session, answered));
      await().atMost(TIME_TO_ANSWER).until(() -> answered.get() >= BEFORE_THE_KILL);
      cluster.killProcess(leader);
      increments.join();
      long open = answered.get() + 1;
      for (String node : survivors) {
        assertThat(sendAgain(node, session, open)).as("at %s", node).isEqualTo(open);
        assertThat(sendAgain(node, session, open - 10)).isEqualTo(open - 10);
      }
      cluster.start(leader);
      cluster.awaitWhole();
      assertThat(sendAgain(leader, session, open)).isEqualTo(open);
      assertThat(sendAgain(leader, session, open + 1)).isEqualTo(open + 1);
    }
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  private static void incrementUntilLost(RespClient client, String session, AtomicLong answered) {
    try {
      while (true) {
        long seq = answered.get() + 1;
        assertThat(client.call(once(session, seq))).isEqualTo(seq);
        answered.set(seq);
      }
    } catch (UncheckedIOException lost) {
      // The number behind the last answered one is open now.
    }
  }

  /// Sends until an answer comes that is no error.
  private @Nullable Object sendAgain(String node, String session, long seq) {
    try (RespClient client = cluster.connect(node)) {
      return await()
          .atMost(TIME_TO_ANSWER)
          .until(() -> client.call(once(session, seq)), reply -> reply instanceof Long);
    }
  }

  private static String[] once(String session, long seq) {
    return new String[] {"CHORUS", "ONCE", session, Long.toString(seq), "INCR", "paid"};
  }
}
