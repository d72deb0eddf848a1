package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLauncherTest {
  @Test
  void aNodeGetsTheFlagsOfThisProcess() {
    assertThat(NodeLauncher.flags(List.of("-Xmx2g", "-XX:TieredStopAtLevel=1")))
        .containsExactly("-Xmx2g", "-XX:TieredStopAtLevel=1");
  }

  /// It would never be compiled with care, and take twice the time for everything.
  @Test
  void butNotThoseOfACommandThatEndsSoon() {
    assertThat(
            NodeLauncher.flags(List.of("-Xmx2g", "-XX:TieredStopAtLevel=1", "-Dchorus.brief=true")))
        .containsExactly("-Xmx2g");
  }

  @Test
  void norThoseThatAreAboutThisProcessAlone() {
    assertThat(NodeLauncher.flags(List.of("-Dchorus.node=n1", "-javaagent:a.jar", "-Xmx2g")))
        .containsExactly("-Xmx2g");
  }
}
