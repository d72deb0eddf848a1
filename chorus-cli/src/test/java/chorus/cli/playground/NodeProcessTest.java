package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.Wait;
import chorus.cli.playground.NodeProcess.Signal;
import chorus.cli.playground.NodeProcess.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes of the system that do nothing but wait.
class NodeProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory = Path.of("");
  private final List<Process> started = new ArrayList<>();
  private PlaygroundNode node = new PlaygroundNode(1, directory, new ClusterPorts(7001));
  private NodeProcess process = new NodeProcess(node, ProcessTable.ofSystem());

  @BeforeEach
  void setUp() {
    node = new PlaygroundNode(1, directory, new ClusterPorts(7001));
    process = new NodeProcess(node, ProcessTable.ofSystem());
  }

  @AfterEach
  void tearDown() {
    started.forEach(Process::destroyForcibly);
  }

  private long start(String mark) throws IOException {
    // The shell waits for a line that never comes; the mark is its name.
    Process shell = new ProcessBuilder("sh", "-c", "read never", mark).start();
    started.add(shell);
    return shell.pid();
  }

  private boolean becomes(State state) {
    return Wait.until(SOON, () -> process.state() == state);
  }

  @Test
  void nodeIsStoppedUntilAProcessIsRecordedAndAfterItIsForgotten() throws IOException {
    assertThat(process.state()).isEqualTo(State.STOPPED);
    process.record(start(node.mark()));
    assertThat(becomes(State.RUNNING)).isTrue();
    process.forget();
    assertThat(process.state()).isEqualTo(State.STOPPED);
  }

  @Test
  void signalsPauseResumeAndKill() throws IOException {
    long pid = start(node.mark());
    process.record(pid);
    assertThat(becomes(State.RUNNING)).isTrue();
    assertThat(process.signal(Signal.STOP)).isTrue();
    assertThat(becomes(State.PAUSED)).isTrue();
    assertThat(process.signal(Signal.CONT)).isTrue();
    assertThat(becomes(State.RUNNING)).isTrue();
    assertThat(process.signal(Signal.KILL)).isTrue();
    assertThat(Wait.until(SOON, () -> process.hasLeft(pid))).isTrue();
    assertThat(process.state()).isEqualTo(State.KILLED);
    assertThat(process.pid()).isEmpty();
  }

  @Test
  void processThatTookOverTheNumberIsNeverSignalled() throws IOException {
    long stranger = start("-Dchorus.node=" + directory.resolve("other"));
    process.record(stranger);
    assertThat(process.state()).isEqualTo(State.KILLED);
    assertThat(process.hasLeft(stranger)).isTrue();
    assertThat(process.signal(Signal.KILL)).isFalse();
    assertThat(started.getFirst().isAlive()).isTrue();
  }

  @Test
  void killOfAPausedNodeReturnsWhenItIsGone() throws IOException {
    process.record(start(node.mark()));
    assertThat(becomes(State.RUNNING)).isTrue();
    process.signal(Signal.STOP);
    assertThat(becomes(State.PAUSED)).isTrue();
    EndNodes.kill(List.of(node), ProcessTable.ofSystem());
    assertThat(process.state()).isEqualTo(State.KILLED);
  }

  @Test
  void stopWakesAPausedNodeAndForgetsIt() throws IOException {
    process.record(start(node.mark()));
    assertThat(becomes(State.RUNNING)).isTrue();
    process.signal(Signal.STOP);
    assertThat(becomes(State.PAUSED)).isTrue();
    EndNodes.stop(List.of(node), ProcessTable.ofSystem());
    assertThat(process.state()).isEqualTo(State.STOPPED);
    assertThat(Files.exists(node.pidFile())).isFalse();
  }

  @Test
  void commandLineOfANodeBeginsWithItsMark() {
    List<String> words = NodeLauncher.command(node);
    int java = words.indexOf(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    assertThat(words.get(java + 1)).isEqualTo(node.mark());
    assertThat(words.subList(words.size() - 5, words.size()))
        .containsExactly(
            "chorus.cli.Main", "server", "start", "--config", node.config().toString());
  }
}
