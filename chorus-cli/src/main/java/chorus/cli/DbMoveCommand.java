package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus db move`. The cluster checks the nodes, so that every client hears the same.
@Command(
    name = "move",
    mixinStandardHelpOptions = true,
    description = {
      "Has replicas of a database join and leave while it is used, and shows the database.",
      "",
      "A node joins once it has caught up, and others leave after that. Answers when all is done, or after a few seconds with what is still to come; 'chorus status' shows how far it is."
    })
final class DbMoveCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String database = "";

  @Option(
      names = "--add",
      paramLabel = "NODE",
      description = "A node that is to hold a replica. May be given several times.")
  private List<String> added = List.of();

  @Option(
      names = "--remove",
      paramLabel = "NODE",
      description =
          "A node that is to hold none any more; not the leader. May be given several times.")
  private List<String> removed = List.of();

  DbMoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  String[] words() {
    List<String> words = new ArrayList<>(List.of("CHORUS", "DB", "REPLICAS", database));
    added.forEach(each -> DbCreateCommand.add(words, "ADD", each));
    removed.forEach(each -> DbCreateCommand.add(words, "REMOVE", each));
    return words.toArray(String[]::new);
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView moved = DatabaseView.of(Answer.map(node.change(words())));
      output.answer(terminal, () -> DatabaseView.table(List.of(moved)), () -> moved);
    }
  }
}
