package chorus.bench;

import chorus.bench.report.Medians;
import chorus.bench.report.ProcessFigures;
import chorus.bench.report.Raw;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the demo costs: time until it is ready, and memory when nobody uses it.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Measures the demo: seconds until ready, resident memory when idle.")
final class DemoCommand implements Callable<Integer> {
  @Mixin private final Place place = new Place();

  @Option(names = "--repeat", defaultValue = "5", description = "Runs. Default: 5.")
  private int repeat;

  @Option(names = "--port", defaultValue = "16001", description = "First port. Default: 16001.")
  private int port;

  @Option(
      names = "--idle",
      defaultValue = "20",
      description = "Seconds after ready at which memory is read. Default: 20.")
  private int idleSeconds;

  private record Round(double readySeconds, double idleMebibytes) {}

  @Override
  public Integer call() throws IOException {
    Raw raw = Raw.create(place.out(), "demo");
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= repeat; i++) {
      double load = ProcessFigures.loadAverage();
      Round round = round(raw);
      rounds.add(round);
      raw.add(
          String.format(
              Locale.ROOT,
              "{\"readySeconds\":%.2f,\"idleMebibytes\":%.0f,\"loadAverage\":%.2f}",
              round.readySeconds(),
              round.idleMebibytes(),
              load));
    }
    raw.summarize(
        String.format(
            Locale.ROOT,
            "A demo of three nodes in one process: ready after %.1f s (%s), %.0f MiB resident (%s) %d s later"
                + " (medians of %d, with the range).%n",
            Medians.of(rounds, Round::readySeconds),
            Medians.range(rounds, Round::readySeconds, "%.1f"),
            Medians.of(rounds, Round::idleMebibytes),
            Medians.range(rounds, Round::idleMebibytes, "%.0f"),
            idleSeconds,
            repeat));
    return 0;
  }

  private Round round(Raw raw) throws IOException {
    long began = System.nanoTime();
    Process demo =
        new ProcessBuilder(place.program().toString(), "demo", "--port", Integer.toString(port))
            .redirectInput(new File("/dev/null"))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(raw.directory().resolve("demo.log").toFile()))
            .start();
    try (BufferedReader lines = demo.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("ready")) {
        line = lines.readLine();
      }
      if (line == null) {
        throw new IOException("the demo ended before it was ready; see demo.log");
      }
      double ready = (System.nanoTime() - began) / 1e9;
      LoadPause.lasting(Duration.ofSeconds(idleSeconds));
      return new Round(ready, ProcessFigures.residentMebibytes(demo.pid()));
    } finally {
      end(demo);
    }
  }

  private static void end(Process demo) throws IOException {
    demo.destroy();
    try {
      if (!demo.waitFor(10, TimeUnit.SECONDS)) {
        demo.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
