package chorus.cli.playground;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--dir`, on every command of a playground.
final class DirOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "chorus-playground",
      description = "Where the playground lies. Default: ./chorus-playground.")
  private Path path = Path.of("chorus-playground");

  Path path() {
    return path;
  }
}
