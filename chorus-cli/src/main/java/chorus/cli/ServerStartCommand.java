package chorus.cli;

import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.server.ServerNode;
import chorus.server.config.ConfigException;
import chorus.server.config.ConfigLoader;
import chorus.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `chorus server start`.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one node in the foreground until SIGINT or SIGTERM, or until it is removed from its",
      "cluster (exit 0). Its log goes to stderr.",
      "",
      "An option here wins over a CHORUS_… variable of the environment, that over the file."
    })
final class ServerStartCommand implements Runnable {
  private final Cleanups cleanups;
  private final CountDownLatch failed = new CountDownLatch(1);

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The node's configuration (YAML).")
  private Path file = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", description = "Where the node's data lie.")
  private @Nullable Path data;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address to listen at.")
  private @Nullable String bind;

  @Option(
      names = "--insecure",
      description = {
        "Allow an address that is not loopback, though there is neither TLS nor access",
        "control yet: whoever reaches it can do everything."
      })
  private boolean insecure;

  ServerStartCommand(Cleanups cleanups) {
    this.cleanups = cleanups;
  }

  @Override
  public void run() {
    NodeLogs.quietLibraries();
    try {
      ServerConfig config = ConfigLoader.load(file, flags(), System.getenv());
      ServerNode node = ServerNode.start(config, failed::countDown);
      cleanups.add(node::close);
      failed.await();
      cleanups.stopAll();
      if (node.isRemoved()) {
        return;
      }
    } catch (ConfigException e) {
      throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CliFailure(
        ExitCode.FAILED,
        "the node stopped itself; its log says why",
        "what it acknowledged is safe; correct the cause and start it again");
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new TreeMap<>();
    if (data != null) {
      flags.put("data", data.toAbsolutePath().toString());
    }
    if (bind != null) {
      flags.put("bind", bind);
    }
    if (insecure) {
      flags.put("insecure", "true");
    }
    return flags;
  }
}
