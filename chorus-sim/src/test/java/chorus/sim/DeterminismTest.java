package chorus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Each seed gives the same trace in another Java process: nothing leans on hash order, identity or
/// the machine.
class DeterminismTest {
  private static final int FIRST = 1;
  private static final int LAST = 20;

  @Test
  void tracesAreEqualInTwoJavaProcesses() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-cp",
                System.getProperty("java.class.path"),
                TracePrinter.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> here = traces();
    String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(there.lines().toList()).isEqualTo(here);
  }

  private static List<String> traces() {
    var traces = new ArrayList<String>();
    for (long seed = FIRST; seed <= LAST; seed++) {
      traces.add(seed + " " + new Simulation(seed, Set.of()).run().traceHex());
    }
    return traces;
  }

  /// The other process.
  static final class TracePrinter {
    private TracePrinter() {}

    public static void main(String[] args) {
      traces().forEach(System.out::println);
    }
  }
}
