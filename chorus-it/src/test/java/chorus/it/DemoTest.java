package chorus.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DemoTest {
  private static final int STOP_SECONDS = 10;

  private final int port = FreePorts.forCluster(3);
  @TempDir private Path temporary = Path.of("");
  private @Nullable Process demo;

  /// In order, where that works, because only then the demo deletes its data.
  @AfterEach
  void stop() throws InterruptedException {
    if (demo != null) {
      demo.destroy();
      if (!demo.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        demo.destroyForcibly();
      }
    }
  }

  @Test
  void demoSaysItsPromiseAndWhatToTryAndIsReady() throws Exception {
    List<String> said = untilReady(startDemo());
    assertThat(said)
        .contains(
            "main: majority, fsynced — no acknowledged write is lost if any one node loses power")
        .anyMatch(line -> line.contains("127.0.0.1:" + port))
        .anyMatch(line -> line.contains("redis-cli -p " + port + " set k v"));
    assertThat(said.getLast()).startsWith("ready");
    try (RespClient first = RespClient.connect(port);
        RespClient third = RespClient.connect(port + 2)) {
      assertThat(first.call("SET", "k", "v")).isEqualTo("OK");
      assertThat(third.call("GET", "k")).isEqualTo("v");
    }
  }

  @Test
  void demoEndsOnSigtermInTimeWithExitCodeZero() throws Exception {
    Process running = startDemo();
    untilReady(running);
    running.destroy();
    assertThat(running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    assertThat(running.exitValue()).isZero();
  }

  @Test
  void demoGoesOnWithWhatItsDirectoryHolds() throws Exception {
    String[] words = {"--dir", temporary.resolve("kept").toString()};
    Process first = startDemo(words);
    untilReady(first);
    try (RespClient client = RespClient.connect(port)) {
      assertThat(client.call("SET", "kept", "yes")).isEqualTo("OK");
    }
    first.destroy();
    assertThat(first.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    untilReady(startDemo(words));
    try (RespClient client = RespClient.connect(port + 1)) {
      assertThat(client.call("GET", "kept")).isEqualTo("yes");
    }
  }

  @Test
  void demoOnATakenPortIsOneLineAndExitCode78() throws Exception {
    untilReady(startDemo());
    var second = Distribution.run("demo", "--port", "" + port);
    assertThat(second.exitCode()).isEqualTo(78);
    assertThat(second.complaints().getFirst()).contains("port " + port).contains("in use");
    assertThat(second.out()).isEmpty();
  }

  private Process startDemo(String... more) {
    List<String> words = new ArrayList<>(List.of("demo", "--port", "" + port));
    words.addAll(List.of(more));
    Process started = Distribution.start(temporary.resolve("err"), words.toArray(String[]::new));
    demo = started;
    return started;
  }

  /// What the demo said until its line that begins with `ready`, that line included.
  private List<String> untilReady(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    while (line != null) {
      lines.add(line);
      if (line.startsWith("ready")) {
        return lines;
      }
      line = out.readLine();
    }
    throw new AssertionError(lines + "\n" + Files.readString(temporary.resolve("err")));
  }
}
