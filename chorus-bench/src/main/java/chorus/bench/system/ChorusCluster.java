package chorus.bench.system;

import chorus.bench.load.RespSpeaker;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Three processes of the packaged program, as a playground, and one of its databases: `main`,
/// synced and acknowledged by a majority, if nothing else is asked for.
public final class ChorusCluster implements LedSystem, FailoverSystem {
  private static final int NODES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MOVE_TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern PROCESS =
      Pattern.compile("\"node\"\\s*:\\s*\"(n\\d+)\"[^}]*?\"pid\"\\s*:\\s*(\\d+)");
  private static final Pattern LEADER = Pattern.compile("\"leader\":\"(n\\d+)\"");
  private static final Pattern REPLICA =
      Pattern.compile("\"node\":\"(n\\d+)\"[^}]*?\"lastLsn\":(\\d+)[^}]*?\"appliedLsn\":(\\d+)");

  private final Path program;
  private final ChorusDatabase database;
  private final int port = FreePorts.baseOf(0, 1, 2, 100, 101, 102, 200, 201, 202, 300, 301, 302);
  private @Nullable Path directory;
  private String limits = "";

  /// @param program the launcher of a built distribution
  public ChorusCluster(Path program) {
    this(program, ChorusDatabase.main("majority", "always"));
  }

  ChorusCluster(Path program, ChorusDatabase database) {
    this.program = program;
    this.database = database;
  }

  /// With these lines more in the configuration of each node.
  public ChorusCluster limitedTo(String lines) {
    limits = lines;
    return this;
  }

  @Override
  public ChorusCluster accepting(int clients) {
    return limitedTo("limits:\n  clients: %d\n".formatted(clients));
  }

  @Override
  public String name() {
    return database.system();
  }

  @Override
  public int index() {
    return database.index();
  }

  @Override
  public String description() throws IOException {
    String version = OwnProcesses.run(List.of(program.toString(), "--version"));
    return "%s; three processes, %s; RESP2"
        .formatted(String.join(", ", version.lines().toList()), database.description());
  }

  @Override
  public void start(Path below) throws IOException {
    directory = below.resolve("playground");
    playground("up", "--nodes", Integer.toString(NODES), "--port", Integer.toString(port));
    if (!limits.isEmpty()) {
      restartLimited();
    }
    if (!database.setUp().isEmpty()) {
      List<String> command = new ArrayList<>(List.of(program.toString(), "db"));
      command.addAll(database.setUp());
      command.addAll(List.of("--at", "127.0.0.1:" + port));
      OwnProcesses.run(command);
      awaitLeader();
    }
  }

  private void restartLimited() throws IOException {
    Path started = Objects.requireNonNull(directory, "not started");
    playground("stop", nodes());
    for (String node : nodes()) {
      Path configuration = started.resolve(node).resolve("chorus.yaml");
      Files.writeString(configuration, limits, StandardOpenOption.APPEND);
    }
    playground("start", nodes());
    awaitLeader();
  }

  private void awaitLeader() throws IOException {
    while (!LEADER.matcher(status()).find()) {
      OwnProcesses.pause(Duration.ofMillis(100));
    }
  }

  private static String[] nodes() {
    return IntStream.rangeClosed(1, NODES).mapToObj(number -> "n" + number).toArray(String[]::new);
  }

  /// Loses what `node` and the others send each other.
  public void cutOff(String node) throws IOException {
    for (String other : nodes()) {
      if (!other.equals(node)) {
        playground("cut", node, other);
      }
    }
  }

  /// Loses nothing any more.
  public void heal() throws IOException {
    playground("heal");
  }

  /// Whether some follower lacks what the leader's log has no more.
  public boolean someoneNeedsSnapshot() throws IOException {
    return status().contains("\"needsSnapshot\":true");
  }

  /// Ends the process of `node` without warning.
  public void kill(String node) throws IOException {
    playground("kill", node);
  }

  /// Starts the process of `node` again; returns when it answers.
  public void restart(String node) throws IOException {
    playground("start", node);
  }

  /// Starts the process of `node` without the playground's help, and returns at once; whoever calls
  /// ends it. Its output goes to `log`.
  public Process serverStart(String node, Path log) throws IOException {
    Path started = Objects.requireNonNull(directory, "not started");
    String configuration = started.resolve(node).resolve("chorus.yaml").toString();
    return new ProcessBuilder(program.toString(), "server", "start", "--config", configuration)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private String playground(String verb, String... arguments) throws IOException {
    if (directory == null) {
      throw new IllegalStateException("not started");
    }
    List<String> command = new ArrayList<>(List.of(program.toString(), "playground", verb));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", directory.toString()));
    return OwnProcesses.run(command);
  }

  /// The node that leads the database, as any node knows it.
  public String leaderNode() throws IOException {
    return leaderNode(status());
  }

  private static String leaderNode(String status) throws IOException {
    return LEADER
        .matcher(status)
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow(() -> new IOException("chorus has no leader"));
  }

  /// A node that follows in it, and not the first, which is asked how all are.
  public String followerNode() throws IOException {
    return leaderNode().equals("n2") ? "n3" : "n2";
  }

  /// How many records of the database the leader has that `node` has not applied; no number while
  /// that is not known.
  public LongStream missingOn(String node) throws IOException {
    String status = status();
    LongStream last = lsn(status, leaderNode(status), 2);
    return last.flatMap(end -> lsn(status, node, 3).map(applied -> end - applied));
  }

  private static LongStream lsn(String status, String node, int group) {
    return REPLICA
        .matcher(status)
        .results()
        .filter(match -> match.group(1).equals(node))
        .limit(1)
        .mapToLong((MatchResult match) -> Long.parseLong(match.group(group)));
  }

  /// What the first node that answers says of the database.
  private String status() throws IOException {
    for (int node = 0; node < NODES; node++) {
      try (Connection connection = Connection.open("127.0.0.1", port + node, TIMEOUT)) {
        if (connection.call("CHORUS", "STATUS") instanceof Reply.Bulk(var json)) {
          return database.partOf(json.utf8());
        }
      } catch (ConnectionException down) {
        // The next one may answer.
      }
    }
    throw new IOException("no node of chorus answers");
  }

  @Override
  public InetSocketAddress leader() throws IOException {
    return address(number(leaderNode()));
  }

  /// Nodes count from 1.
  private static int number(String node) {
    return Integer.parseInt(node.substring(1));
  }

  /// Where the nodes serve clients, also before the start.
  public List<InetSocketAddress> nodeAddresses() {
    return IntStream.rangeClosed(1, NODES).mapToObj(this::address).toList();
  }

  /// Where `node` serves clients.
  public InetSocketAddress address(String node) {
    return address(number(node));
  }

  private InetSocketAddress address(int number) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + number - 1);
  }

  @Override
  public Speaker speaker() {
    return RespSpeaker.selecting(database.index());
  }

  @Override
  public Speaker speaker(InetSocketAddress target) {
    return speaker();
  }

  @Override
  public Leader currentLeader() throws IOException {
    String node = leaderNode();
    return new Leader(
        pids(node::equals).stream()
            .findAny()
            .flatMap(ProcessHandle::of)
            .orElseThrow(() -> new IOException("chorus' leader %s has no process".formatted(node))),
        address(number(node)));
  }

  @Override
  public Route routeBeside(Leader leader) {
    List<InetSocketAddress> others =
        nodeAddresses().stream().filter(each -> !each.equals(leader.address())).toList();
    return client -> others.get(client % others.size());
  }

  /// Clients at all nodes.
  public Route everyNode() {
    return client -> address(1 + client % NODES);
  }

  /// Moves the leadership of the database to the next node; returns when that one serves.
  public void moveLeader() throws IOException {
    int leader = number(leaderNode());
    int successor = leader % NODES + 1;
    try (Connection connection = Connection.open("127.0.0.1", port + leader - 1, MOVE_TIMEOUT)) {
      Reply reply =
          connection.call("CHORUS", "LEADER", "MOVE", database.name(), "TO", "n" + successor);
      if (reply instanceof Reply.Error error) {
        throw new IOException(error.text());
      }
    } catch (ConnectionException lost) {
      throw new IOException(lost);
    }
  }

  @Override
  public Set<String> absent(Collection<String> keys, Route route) throws IOException {
    return RedisKeys.absent(keys, route.target(0));
  }

  @Override
  public List<Path> logs() {
    Path started = Objects.requireNonNull(directory, "not started");
    return IntStream.rangeClosed(1, NODES)
        .mapToObj(number -> started.resolve("n" + number).resolve("log"))
        .toList();
  }

  @Override
  public boolean suits(Operation operation, int depth) {
    return true;
  }

  @Override
  public List<ProcessHandle> processes() {
    try {
      return pids(any -> true).stream().map(ProcessHandle::of).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The processes of the nodes that are wanted.
  private List<Long> pids(Predicate<String> wanted) throws IOException {
    return PROCESS
        .matcher(playground("ps", "-o", "json"))
        .results()
        .filter(match -> wanted.test(match.group(1)))
        .map(match -> Long.parseLong(match.group(2)))
        .toList();
  }

  @Override
  public void close() {
    if (directory == null) {
      return;
    }
    try {
      playground("rm");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directory = null;
  }
}
