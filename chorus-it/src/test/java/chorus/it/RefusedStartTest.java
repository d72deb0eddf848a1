package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.it.Distribution.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node cannot start with is one line on stderr and exit code 78.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RefusedStartTest {
  private static final int CONFIGURATION = 78;

  private final int port = FreePorts.forCluster(1);
  @TempDir private Path temporary = Path.of("");

  @Test
  void anUnknownKeyIsSaidWithTheNearestOne() throws IOException {
    Result result = start(configuration("mybase", "n1") + "limits: {leader-wiat: 4s}\n");
    assertRefused(result, "leader-wiat");
    assertThat(result.err()).contains("leader-wait");
  }

  @Test
  void aSizeWithoutAUnitIsRefused() throws IOException {
    assertRefused(start(configuration("mybase", "n1") + "limits: {bulk: 64}\n"), "bulk");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = temporary.resolve("nowhere.yaml");
    assertRefused(Distribution.run("server", "start", "--config", file.toString()), "nowhere.yaml");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    for (int each : new int[] {port, port + 100, port + 300}) {
      try (ServerSocket taken = new ServerSocket()) {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), each));
        assertRefused(start(configuration("mybase", "n1")), "" + each);
      }
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    // The tests may run as root, to whom every directory is writable; below a file none is.
    Files.writeString(temporary.resolve("file"), "");
    assertRefused(
        start(configuration("mybase", "n1").replace("data: data", "data: file/data")),
        temporary.resolve("file").toString());
  }

  @Test
  void aDirectoryOfAnotherNodeOrClusterIsRefused() throws IOException {
    identity("mybase", "n2");
    assertRefused(start(configuration("mybase", "n1")), "belongs to node n2");
    identity("otherbase", "n1");
    assertRefused(start(configuration("mybase", "n1")), "belongs to cluster otherbase");
  }

  @Test
  void aDirectoryWithForeignFilesIsRefused() throws IOException {
    Files.createDirectories(temporary.resolve("data"));
    Files.writeString(temporary.resolve("data/letter.txt"), "dear");
    assertRefused(start(configuration("mybase", "n1")), "data");
    assertThat(temporary.resolve("data/letter.txt")).hasContent("dear");
  }

  @Test
  void anAddressThatIsNotLoopbackIsRefused() throws IOException {
    assertRefused(start("bind: 0.0.0.0\n" + configuration("mybase", "n1")), "--insecure");
  }

  @Test
  void checkConfigSaysTheSameWithoutStarting() throws IOException {
    Path file = temporary.resolve("chorus.yaml");
    Files.writeString(file, configuration("mybase", "n1"));
    assertThat(check(file).exitCode()).isZero();
    Files.writeString(file, configuration("mybase", "n1") + "clsuter: again\n");
    assertRefused(check(file), "clsuter");
    assertThat(check(file).err()).contains("cluster");
    assertThat(temporary.resolve("data")).doesNotExist();
  }

  private Result start(String yaml) throws IOException {
    Path file = temporary.resolve("chorus.yaml");
    Files.writeString(file, yaml);
    return Distribution.run("server", "start", "--config", file.toString());
  }

  private static Result check(Path file) {
    return Distribution.run("server", "check-config", file.toString());
  }

  private String configuration(String cluster, String node) {
    return """
    cluster: %s
    node: %s
    data: data
    members:
      - {id: n1, host: 127.0.0.1, resp: %d, peer: %d, http: %d, control: %d}
    """
        .formatted(cluster, node, port, port + 100, port + 200, port + 300);
  }

  /// Leaves a directory behind as a node of that name does.
  private void identity(String cluster, String node) throws IOException {
    Files.createDirectories(temporary.resolve("data"));
    Files.writeString(
        temporary.resolve("data/identity"),
        "format 1\ncluster %s\nnode %s\nincarnation 1\nstarts 1\ncontrol never\n"
            .formatted(cluster, node));
  }

  private static void assertRefused(Result result, String named) {
    assertThat(result.exitCode()).as("%s", result).isEqualTo(CONFIGURATION);
    assertThat(result.out()).isEmpty();
    assertThat(result.complaints()).as("one line").hasSize(1);
    assertThat(result.err()).contains(named);
  }
}
