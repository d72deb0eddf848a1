package chorus.cli.playground;

import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `playground cut`.
@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts the link between two nodes: what they send each other is lost until heal.",
      "Clients still reach both. A node that is started later knows of no cut."
    })
final class CutCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "A", description = "A node, such as n1.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private String to = "";

  @Option(names = "--one-way", description = "Lose only what A sends to B.")
  private boolean oneWay;

  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  CutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    PlaygroundDirectory playground = PlaygroundDirectory.open(dir.path());
    List<PlaygroundNode> ends = List.of(playground.node(from), playground.node(to));
    List<String> words = new ArrayList<>(List.of("CHORUS", "DEBUG", "CUT", from, to));
    if (oneWay) {
      words.add("ONEWAY");
    }
    AnyNode.tell(playground, words);
    NodeList.show(ends, ProcessTable.ofSystem(), output, terminal);
  }
}
