package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.FileTree;
import chorus.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground rm`. It asks nothing; what keeps it from deleting the wrong thing is that it deletes
/// only what `up` has marked, and empty directories.
@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    description = {
      "Ends all nodes and deletes the playground with everything in it, without asking.",
      "Nothing there is fine too; a directory that is no playground is left alone (exit 5)."
    })
final class RmCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final DirOption dir = new DirOption();

  RmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Path path = dir.path().toAbsolutePath().normalize();
    if (PlaygroundDirectory.isVacant(path)) {
      FileTree.delete(path);
      terminal.talk("nothing in " + path);
      return;
    }
    PlaygroundDirectory playground = marked(path);
    // What is about to be deleted needs no orderly end.
    EndNodes.kill(playground.nodes(), ProcessTable.ofSystem());
    playground.delete();
    terminal.talk("deleted " + path);
  }

  private static PlaygroundDirectory marked(Path path) {
    try {
      return PlaygroundDirectory.open(path);
    } catch (CliFailure unmarked) {
      throw new CliFailure(
          ExitCode.REFUSED_AS_UNSAFE,
          path + " is no playground, so it is not deleted",
          "name the playground's directory with --dir");
    }
  }
}
