package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The death of all nodes at once.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledClusterTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void acknowledgedWritesSurviveTheKillOfAllThree() {
    try (AckedWrites writes = AckedWrites.start(cluster, "all")) {
      await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() >= 300);
      cluster.kill("n1", "n2", "n3");
      writes.stop();
      cluster.start("n1", "n2", "n3");
      cluster.awaitWhole();
      for (String node : Playground.nodes()) {
        try (RespClient client = cluster.connect(node)) {
          writes.assertAllReadable(client);
        }
      }
    }
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }
}
