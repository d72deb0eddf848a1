package chorus.bench.system;

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
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three members of etcd with its defaults: a write is answered when two of them have it on disk.
public final class EtcdCluster implements SystemUnderTest {
  private static final int MEMBERS = 3;

  /// Peer ports stand this far above client ports.
  private static final int PEERS = 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Pattern MEMBER = Pattern.compile("\"member_id\":\"(\\d+)\"");
  private static final Pattern LEADER = Pattern.compile("\"leader\":\"(\\d+)\"");

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
      processes.start(directory.resolve(name + ".log"), command);
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
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url(port + member) + "/v3/maintenance/status"))
              .timeout(TIMEOUT)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      String status = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher id = MEMBER.matcher(status);
      Matcher leader = LEADER.matcher(status);
      return id.find() && leader.find() && id.group(1).equals(leader.group(1));
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public InetSocketAddress leader() throws IOException {
    int member = leadingMember().orElseThrow(() -> new IOException("etcd has no leader"));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + member);
  }

  @Override
  public Speaker speaker() throws IOException {
    return new EtcdSpeaker("127.0.0.1:" + leader().getPort());
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
