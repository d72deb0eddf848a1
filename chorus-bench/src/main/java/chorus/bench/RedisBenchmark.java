package chorus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian's `redis-benchmark`, run as a user would.
///
/// @param lines what it measured, in its order
/// @param complaints what it printed besides: its warnings and errors
record RedisBenchmark(List<Line> lines, List<String> complaints) {
  private static final String PROGRAM = "redis-benchmark";
  private static final int CONNECTIONS = 50;
  private static final int VALUE_BYTES = 100;

  /// "test","rps","avg","min","p50","p95","p99","max": times in ms.
  private static final Pattern LINE =
      Pattern.compile(
          "\"([^\"]+)\",\"([\\d.]+)\",\"[\\d.]+\",\"[\\d.]+\",\"([\\d.]+)\",\"[\\d.]+\",\"([\\d.]+)\",\"[\\d.]+\"");

  /// One of its tests.
  record Line(String test, double requestsPerSecond, double p50Millis, double p99Millis) {}

  /// What it says of its version; fails with what to do where it is missing.
  static String version() throws IOException {
    return run(List.of(PROGRAM, "--version")).strip();
  }

  /// Runs `requests` of each of `tests` (its whole list if there are none) against database
  /// `index`, with 50 connections and `depth` requests at once on each.
  static RedisBenchmark run(
      InetSocketAddress server, int index, List<String> tests, int depth, long requests)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(PROGRAM, "--csv"));
    words.addAll(List.of("-h", server.getAddress().getHostAddress()));
    words.addAll(List.of("-p", Integer.toString(server.getPort())));
    words.addAll(List.of("--dbnum", Integer.toString(index)));
    words.addAll(List.of("-c", Integer.toString(CONNECTIONS)));
    words.addAll(List.of("-d", Integer.toString(VALUE_BYTES)));
    words.addAll(List.of("-P", Integer.toString(depth), "-n", Long.toString(requests)));
    if (!tests.isEmpty()) {
      words.addAll(List.of("-t", String.join(",", tests)));
    }
    return parsed(run(words));
  }

  static RedisBenchmark parsed(String output) {
    List<Line> lines = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    for (String each : output.lines().toList()) {
      Matcher line = LINE.matcher(each);
      if (line.matches()) {
        lines.add(
            new Line(
                line.group(1),
                Double.parseDouble(line.group(2)),
                Double.parseDouble(line.group(3)),
                Double.parseDouble(line.group(4))));
      } else if (!each.isBlank() && !each.startsWith("\"test\",")) {
        complaints.add(each.strip());
      }
    }
    return new RedisBenchmark(List.copyOf(lines), List.copyOf(complaints));
  }

  private static String run(List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      throw new IOException(
          PROGRAM + " cannot be run; install it: sudo apt-get install -y redis-tools", missing);
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s failed: %s".formatted(String.join(" ", command), output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted", e);
    }
    return output;
  }
}
