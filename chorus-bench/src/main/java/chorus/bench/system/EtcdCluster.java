package chorus.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import chorus.bench.load.EtcdSpeaker;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three members of etcd with its defaults: a write is answered when two of them have it on disk.
public final class EtcdCluster implements SystemUnderTest, FailoverSystem {
  private static final int MEMBERS = 3;

  /// Peer ports stand this far above client ports.
  private static final int PEERS = 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int KEYS_AT_ONCE = 5000;
  private static final Pattern MEMBER = Pattern.compile("\"member_id\":\"(\\d+)\"");
  private static final Pattern LEADER = Pattern.compile("\"leader\":\"(\\d+)\"");
  private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");

  private final List<Path> logs = new ArrayList<>();
  private final OwnProcesses processes = new OwnProcesses();
  private final int port = FreePorts.baseOf(0, 1, 2, PEERS, PEERS + 1, PEERS + 2);

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public String description() throws IOException {
    String version = OwnProcesses.run(List.of("etcd", "--version")).lines().findFirst().orElse("");
    return "%s; three members, its defaults; gRPC, one HTTP/2 connection per client, Put and linearizable Range"
        .formatted(version);
  }

  @Override
  public void start(Path directory) throws IOException {
    Files.createDirectories(directory);
    String cluster =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "n%d=%s".formatted(i + 1, url(port + PEERS + i)))
            .collect(Collectors.joining(","));
    for (int i = 0; i < MEMBERS; i++) {
      String name = "n" + (i + 1);
      List<String> command =
          List.of(
              "etcd",
              "--name=" + name,
              "--data-dir=" + directory.resolve(name),
              "--listen-client-urls=" + url(port + i),
              "--advertise-client-urls=" + url(port + i),
              "--listen-peer-urls=" + url(port + PEERS + i),
              "--initial-advertise-peer-urls=" + url(port + PEERS + i),
              "--initial-cluster=" + cluster,
              "--logger=zap",
              "--log-level=warn");
      Path log = directory.resolve(name + ".log");
      logs.add(log);
      processes.start(log, command);
    }
    processes.await("a leader of etcd", () -> leadingMember().isPresent());
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private OptionalInt leadingMember() {
    return IntStream.range(0, MEMBERS).filter(this::leads).findFirst();
  }

  private boolean leads(int member) {
    try {
      String status = post(port + member, "/v3/maintenance/status", "{}");
      Matcher id = MEMBER.matcher(status);
      Matcher leader = LEADER.matcher(status);
      return id.find() && leader.find() && id.group(1).equals(leader.group(1));
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Asks the JSON side of a member.
  private static String post(int port, String path, String body) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url(port) + path))
              .timeout(TIMEOUT)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public InetSocketAddress leader() throws IOException {
    return address(leadingNumber());
  }

  private int leadingNumber() throws IOException {
    return leadingMember().orElseThrow(() -> new IOException("etcd has no leader"));
  }

  private InetSocketAddress address(int member) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + member);
  }

  @Override
  public Speaker speaker() throws IOException {
    return speaker(leader());
  }

  @Override
  public Speaker speaker(InetSocketAddress target) {
    return new EtcdSpeaker("127.0.0.1:" + target.getPort());
  }

  @Override
  public Leader currentLeader() throws IOException {
    int member = leadingNumber();
    return new Leader(processes.handles().get(member), address(member));
  }

  @Override
  public Route routeBeside(Leader leader) {
    List<InetSocketAddress> others =
        IntStream.range(0, MEMBERS)
            .mapToObj(this::address)
            .filter(each -> !each.equals(leader.address()))
            .toList();
    return client -> others.get(client % others.size());
  }

  /// Lists all keys that there are, in pages, each from the last key of the one before it.
  @Override
  public Set<String> absent(Collection<String> keys, Route route) throws IOException {
    Set<String> absent = new LinkedHashSet<>(keys);
    String from = "\0";
    List<String> page;
    do {
      page = page(route.target(0).getPort(), from);
      page.forEach(absent::remove);
      from = page.isEmpty() ? from : page.getLast();
    } while (page.size() == KEYS_AT_ONCE);
    return absent;
  }

  private static List<String> page(int port, String from) throws IOException {
    String query =
        "{\"key\":\"%s\",\"range_end\":\"%s\",\"limit\":%d,\"keys_only\":true}"
            .formatted(base64(from), base64("\0"), KEYS_AT_ONCE);
    return KEY.matcher(post(port, "/v3/kv/range", query))
        .results()
        .map(match -> new String(Base64.getDecoder().decode(match.group(1)), UTF_8))
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public List<Path> logs() {
    return List.copyOf(logs);
  }

  @Override
  public boolean suits(Operation operation, int depth) {
    return true;
  }

  @Override
  public List<ProcessHandle> processes() {
    return processes.handles();
  }

  @Override
  public void close() {
    processes.end();
  }
}
