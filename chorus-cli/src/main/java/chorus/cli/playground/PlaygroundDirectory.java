package chorus.cli.playground;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The directory of one playground: a file that says what it is, and a directory per node.
record PlaygroundDirectory(Path path, int size, ClusterPorts ports) {
  /// Holds the number of nodes and the first port. Its presence is what allows `rm` to delete.
  private static final String MARKER = "playground";

  private static final Pattern CONTENT =
      Pattern.compile("chorus-playground 1 nodes (\\d{1,3}) port (\\d{1,5})\\R");

  /// A new playground in `path`, which does not exist or is empty.
  static PlaygroundDirectory create(Path path, int size, ClusterPorts ports) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute.resolve(MARKER))) {
        throw new CliFailure(
            ExitCode.REFUSED_AS_UNSAFE,
            absolute + " holds a playground already",
            "'playground start' goes on with it, 'playground rm' deletes it");
      }
      Files.createDirectories(absolute);
      if (!isEmpty(absolute)) {
        throw new CliFailure(
            ExitCode.REFUSED_AS_UNSAFE, absolute + " is not empty", "name another with --dir");
      }
      return new PlaygroundDirectory(absolute, size, ports).marked();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, "cannot write " + absolute + ": " + e);
    }
  }

  /// The same with one more node.
  PlaygroundDirectory grown() {
    try {
      return new PlaygroundDirectory(path, size + 1, ports).marked();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, "cannot write in " + path + ": " + e);
    }
  }

  private PlaygroundDirectory marked() throws IOException {
    Files.writeString(
        path.resolve(MARKER),
        "chorus-playground 1 nodes %d port %d\n".formatted(size, ports.first()));
    return this;
  }

  /// The playground in `path`.
  static PlaygroundDirectory open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Matcher content = CONTENT.matcher(Files.readString(absolute.resolve(MARKER)));
      if (content.matches()) {
        return new PlaygroundDirectory(
            absolute,
            Integer.parseInt(content.group(1)),
            new ClusterPorts(Integer.parseInt(content.group(2))));
      }
    } catch (IOException e) {
      // Said below: either way this is no playground.
    }
    throw new CliFailure(
        ExitCode.NOT_FOUND,
        "no playground in " + absolute,
        "'playground up' makes one; --dir names another place");
  }

  /// Whether there is nothing at all at `path`, or a directory without content.
  static boolean isVacant(Path path) {
    try {
      return Files.notExists(path) || (Files.isDirectory(path) && isEmpty(path));
    } catch (IOException e) {
      return false;
    }
  }

  List<PlaygroundNode> nodes() {
    return IntStream.rangeClosed(1, size).mapToObj(this::node).toList();
  }

  /// The node whose id is `id`.
  PlaygroundNode node(String id) {
    return nodes().stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.NOT_FOUND,
                "no node '%s' in %s".formatted(id, path),
                "there are n1 to n" + size));
  }

  private PlaygroundNode node(int number) {
    return new PlaygroundNode(number, path.resolve(ClusterPorts.id(number)), ports);
  }

  void delete() {
    FileTree.delete(path);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isEmpty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
