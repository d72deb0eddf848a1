package chorus.it;

import static org.awaitility.Awaitility.await;

import chorus.it.Distribution.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A cluster of processes that `chorus playground` runs, three unless a test wants more, on ports
/// and in a directory of its own.
///
/// Closing it kills every process that was ever seen in it, whatever state the test left it in.
///
/// In a field with `@RegisterExtension` it is up before each test and gone behind it; in a static
/// one it is the same for all tests of the class.
final class Playground
    implements Cluster,
        AutoCloseable,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  static final int NODES = 3;

  private static final Duration TIME_TO_DIE = Duration.ofSeconds(10);

  private static final JsonMapper JSON = new JsonMapper();

  private final Path directory;
  private final int firstPort;
  private final int size;
  private final Thread whenInterrupted = new Thread(this::killAll);

  private boolean shared;

  private Playground(Path directory, int firstPort, int size) {
    this.directory = directory;
    this.size = size;
    this.firstPort = firstPort;
  }

  /// A cluster in a temporary directory that JUnit starts and ends.
  static Playground registered() {
    return registered(NODES);
  }

  /// The same, with free ports for so many nodes, of which it begins with three.
  static Playground withRoomFor(int nodes) {
    try {
      return new Playground(
          Files.createTempDirectory("chorus-it-"), FreePorts.forCluster(nodes), NODES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of so many nodes.
  static Playground registered(int size) {
    try {
      return new Playground(
          Files.createTempDirectory("chorus-it-"), FreePorts.forCluster(size), size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A running cluster in `directory`, which is empty.
  static Playground up(Path directory) {
    Playground playground = new Playground(directory, FreePorts.forCluster(NODES), NODES);
    playground.begin();
    return playground;
  }

  /// Where `node` keeps its part of `main`.
  Path shardOf(String node) {
    return directory.resolve(node).resolve("data").resolve("d0.0");
  }

  private void begin() {
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    try {
      command("up", "--port", "" + firstPort, "--nodes", "" + size).answer();
    } catch (AssertionError failed) {
      close();
      throw failed;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared = true;
    begin();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!shared) {
      begin();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!shared) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  Path directory() {
    return directory;
  }

  /// Runs `chorus playground WORDS` on this one.
  Result command(String... words) {
    String[] all =
        Stream.concat(
                Stream.concat(Stream.of("playground"), Arrays.stream(words)),
                Stream.of("--dir", directory.toString()))
            .toArray(String[]::new);
    return Distribution.run(all);
  }

  /// SIGKILL to all of `nodes` at once.
  void kill(String... nodes) {
    withNodes("kill", nodes);
  }

  /// SIGKILL to one node, by the system alone. Returns when the process is gone with all its
  /// sockets, and says when it was told to go, on [System#nanoTime].
  long killProcess(String node) {
    ProcessHandle process = ProcessHandle.of(pid(node)).orElseThrow();
    long now = System.nanoTime();
    end(process);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(TIME_TO_DIE)
        .until(() -> !listens(node));
    return now;
  }

  private boolean listens(String node) {
    try (RespClient _ = connect(node)) {
      return true;
    } catch (UncheckedIOException refused) {
      return false;
    }
  }

  void pause(String... nodes) {
    withNodes("pause", nodes);
  }

  void resume(String... nodes) {
    withNodes("resume", nodes);
  }

  void start(String... nodes) {
    withNodes("start", nodes);
  }

  private void withNodes(String what, String... nodes) {
    command(Stream.concat(Stream.of(what), Arrays.stream(nodes)).toArray(String[]::new)).answer();
  }

  /// The ids of the first three nodes.
  static List<String> nodes() {
    return nodes(NODES);
  }

  /// The ids of all nodes.
  List<String> all() {
    return nodes(size);
  }

  private static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(k -> "n" + k).toList();
  }

  /// The first three nodes but `node`.
  static List<String> others(String node) {
    return nodes().stream().filter(each -> !each.equals(node)).toList();
  }

  int port(String node) {
    return firstPort + Integer.parseInt(node.substring(1)) - 1;
  }

  String address(String node) {
    return "127.0.0.1:" + port(node);
  }

  @Override
  public RespClient connect(String node) {
    return RespClient.connect(port(node));
  }

  @Override
  public Result runAt(String node, String... words) {
    return Distribution.run(
        Stream.concat(Arrays.stream(words), Stream.of("--at", address(node)))
            .toArray(String[]::new));
  }

  /// The process of `node`, as `playground ps` says.
  long pid(String node) {
    for (JsonNode row : JSON.readTree(command("ps", "-o", "json").answer())) {
      if (row.path("node").asString().equals(node)) {
        return row.path("pid").asLong();
      }
    }
    throw new AssertionError("playground ps does not show " + node);
  }

  /// What `chorus status -o json` prints at `node`.
  JsonNode statusCommand(String node) {
    return JSON.readTree(runAt(node, "status", "-o", "json").answer());
  }

  /// What `node` wrote to its log.
  String log(String node) {
    try {
      return Files.readString(directory.resolve(node).resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    killAll();
    delete(directory);
    try {
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    } catch (IllegalStateException e) {
      // The hook itself runs already; there is nothing left to take back.
    }
  }

  private void killAll() {
    everyNode()
        .forEach(node ->
            recordedPid(node)
                .ifPresent(pid ->
                    ProcessHandle.of(pid)
                        .ifPresent(process -> {
                          if (isOurs(pid)) {
                            process.destroyForcibly();
                            process.onExit().join();
                          }
                        })));
  }

  /// Those that were added too.
  private List<String> everyNode() {
    try (Stream<Path> content = Files.list(directory)) {
      return content.filter(Files::isDirectory).map(each -> each.getFileName().toString()).toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  /// Asks the system itself, since a JVM looks only now and then whether a process that is not its
  /// child has ended.
  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(TIME_TO_DIE)
        .until(() -> !holdsAnything(process.pid()));
  }

  /// A process that has ended but was not asked how by its parent has no memory any more.
  private static boolean holdsAnything(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "status")).contains("VmRSS:");
    } catch (IOException e) {
      return false;
    }
  }

  private OptionalLong recordedPid(String node) {
    try {
      return OptionalLong.of(
          Long.parseLong(Files.readString(directory.resolve(node).resolve("pid")).strip()));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /// A number in a file may belong to another process by now.
  private boolean isOurs(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "cmdline")).contains(directory.toString());
    } catch (IOException e) {
      return false;
    }
  }

  /// Deletes what is below `root`, and `root` where that is possible: a mount point stays.
  static void delete(Path root) {
    if (Files.notExists(root)) {
      return;
    }
    try (Stream<Path> content = Files.walk(root)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(root)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root.toFile().delete();
  }
}
