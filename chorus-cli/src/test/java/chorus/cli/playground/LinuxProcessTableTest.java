package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.cli.playground.ProcessTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A made-up `/proc`, for states that cannot be had at will.
class LinuxProcessTableTest {
  @TempDir private Path proc = Path.of("");

  private State stateOf(String stat, String... threads) throws IOException {
    for (String thread : threads) {
      Files.createDirectories(proc.resolve("7/task").resolve(thread));
    }
    Files.writeString(Files.createDirectories(proc.resolve("7")).resolve("stat"), stat);
    return new ProcessTable.Linux(proc).state(7);
  }

  @Test
  void nameOfTheProgramCannotFakeAState() throws IOException {
    assertThat(stateOf("7 (a) T (b) S 1 7 7", "7")).isEqualTo(State.RUNNING);
  }

  @Test
  void stoppedProcessIsPaused() throws IOException {
    assertThat(stateOf("7 (java) T 1 7 7", "7")).isEqualTo(State.PAUSED);
  }

  @Test
  void processThatNobodyWaitedForIsGone() throws IOException {
    assertThat(stateOf("7 (java) Z 1 7 7", "7")).isEqualTo(State.GONE);
  }

  @Test
  void processWhoseOtherThreadsStillEndIsNotGone() throws IOException {
    assertThat(stateOf("7 (java) Z 1 7 7", "7", "8")).isEqualTo(State.RUNNING);
  }

  @Test
  void unknownNumberIsGoneAndHasNoCommandLine() {
    assertThat(new ProcessTable.Linux(proc).state(7)).isEqualTo(State.GONE);
    assertThat(new ProcessTable.Linux(proc).words(7)).isEmpty();
  }
}
