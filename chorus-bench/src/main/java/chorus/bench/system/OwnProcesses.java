package chorus.bench.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Processes that one system started, and nobody else's.
final class OwnProcesses {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private final List<Process> processes = new ArrayList<>();

  /// Starts a server that runs until [#end]; its output goes to `log`.
  void start(Path log, List<String> command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /// Runs a command to its end; its standard output. Fails if its exit code is not 0.
  static String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = waitFor(process);
    if (code != 0) {
      throw new IOException("%s ended with %d".formatted(String.join(" ", command), code));
    }
    return output;
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw interrupted(e);
    }
  }

  /// Returns when `ready`; fails when that takes too long or a process ended before.
  void await(String what, BooleanSupplier ready) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "%s is not there after %d s".formatted(what, START_PATIENCE.toSeconds()));
      }
      for (Process process : processes) {
        if (!process.isAlive()) {
          throw new IOException("%s: a process ended at once; see its log".formatted(what));
        }
      }
      pause(POLL);
    }
  }

  static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", cause);
  }

  List<ProcessHandle> handles() {
    return processes.stream().map(Process::toHandle).toList();
  }

  void end() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
    processes.clear();
  }
}
