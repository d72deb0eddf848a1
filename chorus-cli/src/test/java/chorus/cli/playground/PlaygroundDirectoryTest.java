package chorus.cli.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundDirectoryTest {
  private static final ClusterPorts PORTS = new ClusterPorts(7101);

  @TempDir private Path temporary = Path.of("");

  @Test
  void whatWasCreatedIsFoundAgain() {
    Path path = temporary.resolve("new");
    PlaygroundDirectory.create(path, 3, PORTS);
    PlaygroundDirectory opened = PlaygroundDirectory.open(path);
    assertThat(opened.size()).isEqualTo(3);
    assertThat(opened.ports()).isEqualTo(PORTS);
    assertThat(opened.node("n3").resp().toString()).isEqualTo("127.0.0.1:7103");
  }

  @Test
  void emptyDirectoryIsAcceptedAndAFullOneIsRefused() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    PlaygroundDirectory.create(empty, 1, PORTS);
    Path full = Files.createDirectory(temporary.resolve("full"));
    Files.writeString(full.resolve("thesis"), "mine");
    assertRefused(() -> PlaygroundDirectory.create(full, 1, PORTS), ExitCode.REFUSED_AS_UNSAFE);
    assertRefused(() -> PlaygroundDirectory.create(empty, 1, PORTS), ExitCode.REFUSED_AS_UNSAFE);
  }

  @Test
  void unknownNodeAndMissingPlaygroundAreNotFound() {
    PlaygroundDirectory made = PlaygroundDirectory.create(temporary.resolve("new"), 2, PORTS);
    assertRefused(() -> made.node("n3"), ExitCode.NOT_FOUND);
    assertRefused(() -> PlaygroundDirectory.open(temporary.resolve("none")), ExitCode.NOT_FOUND);
  }

  @Test
  void deletionDoesNotFollowLinks() throws IOException {
    Path kept = Files.writeString(temporary.resolve("kept"), "mine");
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Path inside = Files.writeString(outside.resolve("file"), "mine");
    PlaygroundDirectory made = PlaygroundDirectory.create(temporary.resolve("new"), 1, PORTS);
    Files.createSymbolicLink(made.path().resolve("link"), outside);
    Files.createSymbolicLink(made.path().resolve("other"), kept);
    made.delete();
    assertThat(made.path()).doesNotExist();
    assertThat(inside).exists();
    assertThat(kept).exists();
  }

  private static void assertRefused(Runnable action, ExitCode code) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            CliFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(code));
  }
}
