package chorus.cli;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Terminal;
import chorus.server.config.ConfigException;
import chorus.server.config.ConfigLoader;
import chorus.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chorus server check-config`.
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a node's configuration, with the environment's CHORUS_… variables, and says what",
      "is wrong with it. Starts nothing. Exit code: 0 usable, 78 not."
    })
final class ServerCheckConfigCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The configuration (YAML).")
  private Path file = Path.of("");

  ServerCheckConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try {
      ServerConfig config = ConfigLoader.load(file, Map.of(), System.getenv());
      terminal.answer(
          "%s: fine, node %s of cluster %s %s"
              .formatted(
                  file,
                  config.node(),
                  config.cluster(),
                  config
                      .join()
                      .map(seed -> "joins by way of " + seed)
                      .orElse("with %d members".formatted(config.members().size()))));
    } catch (ConfigException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
    }
  }
}
