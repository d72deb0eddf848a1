package chorus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Where the program under test is and where results go.
final class Place {
  @Option(
      names = "--program",
      defaultValue = "${sys:chorus.program}",
      description = "The chorus command to measure; default: the one that this repository built.")
  private Path program = Path.of("chorus");

  @Option(
      names = "--out",
      defaultValue = "${sys:chorus.bench.out:-target/bench}",
      description = "Raw results and the servers' data go below this directory.")
  private Path out = Path.of("target/bench");

  Path program() {
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException("there is no program %s".formatted(program));
    }
    return program;
  }

  Path out() {
    return out;
  }

  /// Keeps what processes wrote, in directory `to`, named after where it was below `data`.
  static void keep(List<Path> logs, Path data, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path log : logs) {
      String name = data.relativize(log).toString().replace('/', '-');
      if (Files.exists(log)) {
        Files.copy(log, to.resolve(name));
      }
    }
  }

  /// Deletes `directory` with all that is in it.
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
