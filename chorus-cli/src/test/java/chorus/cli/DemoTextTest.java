package chorus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.StatusReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTextTest {
  @Test
  void eachDatabaseHasItsPromiseAndWhatToTryCanBeCopied() {
    StatusReport report =
        new StatusReport(
            1,
            List.of(),
            List.of(
                new StatusReport.Database(
                    "main",
                    0,
                    "single-leader",
                    "majority",
                    1L,
                    "n1",
                    "safe",
                    null,
                    "error",
                    null,
                    0L,
                    List.of(),
                    List.of(),
                    null,
                    List.of())));
    assertThat(String.join("\n", new DemoText(new ClusterPorts(7011), 3).lines(report)))
        .isEqualTo(
            """

            main: safe

            try:
              redis-cli -p 7011 set k v
              redis-cli -p 7013 get k
              ./chorus status --at 127.0.0.1:7011
            """);
  }
}
