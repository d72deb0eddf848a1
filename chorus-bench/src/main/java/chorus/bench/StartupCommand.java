package chorus.bench;

import chorus.bench.report.Medians;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import chorus.bench.system.ChorusCluster;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long it takes until somebody answers.
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the seconds from 'playground up' until a node answers PING and until all databases take",
      "writes, and from 'server start' of one node of a running cluster until it answers PING."
    })
final class StartupCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Mixin private final Place place = new Place();

  @Option(names = "--repeat", defaultValue = "5", description = "Runs. Default: 5.")
  private int repeat;

  /// Seconds each.
  private record Round(double firstPing, double ready, double serverPing) {}

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "startup");
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= repeat; i++) {
      double load = ProcessFigures.loadAverage();
      Round round = round(raw.directory());
      rounds.add(round);
      raw.add(
          String.format(
              Locale.ROOT,
              "{\"firstPingSeconds\":%.2f,\"readySeconds\":%.2f,\"serverPingSeconds\":%.2f,\"loadAverage\":%.2f}",
              round.firstPing(),
              round.ready(),
              round.serverPing(),
              load));
    }
    raw.summarize(
        String.format(
            Locale.ROOT,
            """
            | seconds from … until … | median of %d | from–to |
            |---|---|---|
            | `playground up` until a node answers PING | %.2f | %s |
            | `playground up` until all databases take writes | %.2f | %s |
            | `server start` of one node until it answers PING | %.2f | %s |
            """,
            repeat,
            Medians.of(rounds, Round::firstPing),
            Medians.range(rounds, Round::firstPing, "%.2f"),
            Medians.of(rounds, Round::ready),
            Medians.range(rounds, Round::ready, "%.2f"),
            Medians.of(rounds, Round::serverPing),
            Medians.range(rounds, Round::serverPing, "%.2f")));
    return 0;
  }

  private Round round(Path directory) throws IOException {
    Path data = directory.resolve("data");
    try (ChorusCluster cluster = new ChorusCluster(place.program())) {
      long began = System.nanoTime();
      List<InetSocketAddress> nodes = cluster.nodeAddresses();
      CompletableFuture<Double> firstPing =
          CompletableFuture.supplyAsync(() -> secondsUntilPing(began, nodes));
      cluster.start(data);
      double ready = (System.nanoTime() - began) / 1e9;
      String follower = cluster.followerNode();
      cluster.kill(follower);
      long again = System.nanoTime();
      Process server = cluster.serverStart(follower, directory.resolve("server.log"));
      try {
        double serverPing = secondsUntilPing(again, List.of(cluster.address(follower)));
        return new Round(firstPing.join(), ready, serverPing);
      } finally {
        server.destroyForcibly().onExit().join();
      }
    } finally {
      Place.delete(data);
    }
  }

  /// From `beganNanos` until one of `nodes` answers PING.
  private static double secondsUntilPing(long beganNanos, List<InetSocketAddress> nodes) {
    try {
      while (nodes.stream().noneMatch(StartupCommand::answers)) {
        if (System.nanoTime() - beganNanos > PATIENCE.toNanos()) {
          throw new IllegalStateException("no node answers PING");
        }
        LoadPause.lasting(BETWEEN_LOOKS);
      }
      return (System.nanoTime() - beganNanos) / 1e9;
    } catch (IOException interrupted) {
      throw new UncheckedIOException(interrupted);
    }
  }

  private static boolean answers(InetSocketAddress node) {
    try (Connection connection =
        Connection.open(node.getAddress().getHostAddress(), node.getPort(), ANSWER)) {
      return connection.call("PING").equals(Reply.PONG);
    } catch (ConnectionException notYet) {
      return false;
    }
  }
}
