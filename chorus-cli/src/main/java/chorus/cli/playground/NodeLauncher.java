package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Starts the process of a node: this very program, in a session of its own, so that neither the
/// shell's signals nor its end reach it.
final class NodeLauncher {
  private static final Path NOTHING = Path.of("/dev/null");

  /// Flags of this process that are about this process alone.
  private static final List<String> OWN_FLAGS =
      List.of("-agentlib:", "-javaagent:", "-XX:AOTCacheOutput", "-XX:AOTMode", "-Dchorus.node=");

  /// What bin/chorus adds for commands that end soon.
  private static final List<String> BRIEF =
      List.of("-XX:TieredStopAtLevel=1", "-Dchorus.brief=true");

  private NodeLauncher() {}

  /// The number of the new process.
  static long launch(PlaygroundNode node) {
    ProcessBuilder builder =
        new ProcessBuilder(command(node))
            .directory(node.directory().toFile())
            .redirectInput(NOTHING.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile()))
            .redirectErrorStream(true);
    // The node is what its file says, whatever the shell that started it had in mind for others.
    builder.environment().keySet().removeIf(name -> name.startsWith("CHORUS_"));
    try {
      return builder.start().pid();
    } catch (IOException e) {
      throw new CliFailure(
          ExitCode.FAILED, "cannot start %s: %s".formatted(node.id(), e.getMessage()));
    }
  }

  static List<String> command(PlaygroundNode node) {
    List<String> words = new ArrayList<>();
    // The child leads no process group, so that setsid does not fork and keeps the number.
    findOnPath("setsid").ifPresent(words::add);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add(node.mark());
    words.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    words.add("-cp");
    words.add(classPath());
    words.addAll(
        List.of("chorus.cli.Main", "server", "start", "--config", node.config().toString()));
    return words;
  }

  /// Those of this process' JVM flags that are meant for a node too.
  static List<String> flags(List<String> own) {
    List<String> notMeant = own.contains(BRIEF.getLast()) ? BRIEF : List.of();
    return own.stream()
        .filter(flag -> OWN_FLAGS.stream().noneMatch(flag::startsWith))
        .filter(flag -> !notMeant.contains(flag))
        .toList();
  }

  /// This process' class path, independent of the directory that it runs in.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Optional<String> findOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
