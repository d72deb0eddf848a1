package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `playground heal`.
@Command(
    name = "heal",
    mixinStandardHelpOptions = true,
    description = "Heals the link between two nodes, in both directions; without nodes, all links.")
final class HealCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(arity = "0..2", paramLabel = "NODE", description = "Two nodes, or none for all.")
  private List<String> ids = new ArrayList<>();

  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  HealCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (ids.size() == 1) {
      throw new CliFailure(ExitCode.USAGE, "a link has two ends", "name two nodes, or none");
    }
    PlaygroundDirectory playground = PlaygroundDirectory.open(dir.path());
    List<PlaygroundNode> ends =
        ids.isEmpty() ? playground.nodes() : ids.stream().map(playground::node).toList();
    List<String> words = new ArrayList<>(List.of("CHORUS", "DEBUG", "HEAL"));
    words.addAll(ids);
    AnyNode.tell(playground, words);
    NodeList.show(ends, ProcessTable.ofSystem(), output, terminal);
  }
}
