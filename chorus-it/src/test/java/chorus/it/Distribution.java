package chorus.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged program, as a user unpacks it: everything here goes through its `bin/chorus`.
final class Distribution {
  /// Generous, since a loaded machine may take seconds to start a JVM; nothing waits for it when
  /// all is well.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path HOME =
      Path.of(System.getProperty("chorus.home", "../chorus-cli/target/chorus-0.1.0-SNAPSHOT"));

  /// How a command ended, and what it said.
  record Result(int exitCode, String out, String err) {
    /// Lines on stderr.
    List<String> complaints() {
      return err.lines().toList();
    }

    /// The answer of a command that must not fail.
    String answer() {
      if (exitCode != 0) {
        throw new AssertionError("exit %d\n%s%s".formatted(exitCode, out, err));
      }
      return out;
    }
  }

  private Distribution() {}

  /// Runs a command to its end.
  static Result run(String... words) {
    return run(Map.of(), words);
  }

  /// The same with variables added to the environment.
  static Result run(Map<String, String> environment, String... words) {
    ProcessBuilder builder = builder(words);
    builder.environment().putAll(environment);
    return finish(builder);
  }

  /// Starts a command whose end the caller awaits; its stderr goes to `errors`.
  static Process start(Path errors, String... words) {
    try {
      return builder(words).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program of the machine, such as `redis-cli`.
  static Result runTool(String... words) {
    return finish(new ProcessBuilder(words));
  }

  /// Its `bin/chorus`.
  static Path launcher() {
    Path launcher = HOME.toAbsolutePath().normalize().resolve("bin/chorus");
    if (!Files.isExecutable(launcher)) {
      throw new AssertionError(launcher + " is not there; 'mvn verify' packages it before this");
    }
    return launcher;
  }

  private static ProcessBuilder builder(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(Arrays.asList(words));
    return new ProcessBuilder(command);
  }

  private static Result finish(ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile("chorus-it-", ".out");
      Path err = Files.createTempFile("chorus-it-", ".err");
      try {
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError(
              "%s has not ended after %d s\n%s%s"
                  .formatted(
                      builder.command(),
                      PATIENCE.toSeconds(),
                      Files.readString(out),
                      Files.readString(err)));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
