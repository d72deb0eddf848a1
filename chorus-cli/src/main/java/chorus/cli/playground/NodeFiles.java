package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;

/// Lays out a node's directory: its configuration is an ordinary one, so that what is learnt here
/// holds for a real cluster.
final class NodeFiles {
  private NodeFiles() {}

  static void create(PlaygroundNode node, PlaygroundDirectory playground) {
    try {
      Files.createDirectories(node.directory());
      Files.writeString(node.config(), configuration(node, playground));
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot write " + node.config() + ": " + e);
    }
  }

  static String configuration(PlaygroundNode node, PlaygroundDirectory playground) {
    return "";
  }
}
