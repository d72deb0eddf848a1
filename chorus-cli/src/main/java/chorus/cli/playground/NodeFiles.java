package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.server.config.ConfigText;
import chorus.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;

/// Lays out a node's directory. Its configuration is an ordinary file, so that what is learnt here
/// holds for a real cluster.
final class NodeFiles {
  private static final String HINT =
      "# 'chorus server start --config' with this file runs the node in the foreground.\n";

  private NodeFiles() {}

  static void create(PlaygroundNode node, ServerConfig config) {
    try {
      Files.createDirectories(node.directory());
      Files.writeString(node.config(), HINT + ConfigText.in(node.directory(), config));
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot write " + node.config() + ": " + e);
    }
  }
}
