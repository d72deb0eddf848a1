package chorus.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chorus.it.Distribution.Result;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A client library of another language and its table of steps, in a folder of its own below
/// `target`. Where the language or its registry is not there, whoever asks for it is skipped.
final class ForeignClient {
  private static final Path ALL = Path.of("target", "clients").toAbsolutePath();

  private final List<String> interpreter;
  private final Path script;

  private ForeignClient(List<String> interpreter, Path script) {
    this.interpreter = interpreter;
    this.script = script;
  }

  static ForeignClient ioredis() {
    assumeInstalled("node");
    assumeInstalled("npm");
    Path folder = folder("ioredis", "package.json", "package-lock.json", "contract.mjs");
    if (!Files.exists(folder.resolve("node_modules").resolve("ioredis"))) {
      install("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "" + folder);
    }
    return new ForeignClient(List.of("node"), folder.resolve("contract.mjs"));
  }

  static ForeignClient redisPy() {
    assumeInstalled("python3");
    Path folder = folder("redis-py", "requirements.txt", "contract.py");
    Path python = folder.resolve("venv").resolve("bin").resolve("python");
    Path installed = folder.resolve("venv").resolve("installed");
    if (!Files.exists(installed)) {
      install("python3", "-m", "venv", "" + folder.resolve("venv"));
      install(
          "" + python,
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--requirement",
          "" + folder.resolve("requirements.txt"));
      copy(folder.resolve("requirements.txt"), installed);
    }
    return new ForeignClient(List.of("" + python), folder.resolve("contract.py"));
  }

  /// Runs the steps to their end.
  Result run(String... words) {
    return Distribution.runTool(
        Stream.of(interpreter.stream(), Stream.of("" + script), Arrays.stream(words))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private static void install(String... words) {
    Result result = Distribution.runTool(words);
    assumeTrue(
        result.exitCode() == 0,
        () ->
            "skipped: "
                + String.join(" ", words)
                + " fails, is its registry there? "
                + result.err().lines().reduce("", (_, last) -> last));
  }

  private static void assumeInstalled(String program) {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
        () -> "skipped: " + program + " is not installed");
  }

  private static Path folder(String library, String... files) {
    Path folder = ALL.resolve(library);
    for (String file : files) {
      copy(
          Path.of(
              Objects.requireNonNull(
                      ForeignClient.class.getResource("/clients/" + library + "/" + file), file)
                  .getPath()),
          folder.resolve(file));
    }
    return folder;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(Objects.requireNonNull(to.getParent()));
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
