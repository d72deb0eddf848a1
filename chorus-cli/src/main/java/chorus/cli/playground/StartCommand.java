package chorus.cli.playground;

import chorus.cli.playground.NodeProcess.State;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `playground start`.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts nodes that were stopped or killed, and returns when they answer clients.",
      "A node that runs already is left alone."
    })
final class StartCommand implements Runnable {
  private final Terminal terminal;
  private final Cleanups cleanups;
  @Mixin private final NodesParameter nodes = new NodesParameter();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--wait",
      description = {
        "Wait until they hold all that they missed, and show it: how far behind, how far",
        "they are, what was fetched."
      })
  private boolean wait;

  StartCommand(Terminal terminal, Cleanups cleanups) {
    this.terminal = terminal;
    this.cleanups = cleanups;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    PlaygroundDirectory playground = PlaygroundDirectory.open(dir.path());
    List<PlaygroundNode> chosen = nodes.in(playground);
    CatchUpWatch watch = new CatchUpWatch(playground, chosen, terminal);
    Runnable meanwhile = wait ? watch::lookFromOutside : () -> {};
    meanwhile.run();
    for (PlaygroundNode node : chosen) {
      start(node, processes);
    }
    chosen.forEach(node -> StartNodes.awaitAnswer(node, processes, meanwhile));
    cleanups.keepAll();
    if (wait) {
      watch.untilCaughtUp(output);
    } else {
      NodeList.show(chosen, processes, output, terminal);
    }
  }

  private void start(PlaygroundNode node, ProcessTable processes) {
    State state = new NodeProcess(node, processes).state();
    switch (state) {
      case STOPPED, KILLED -> {
        StartNodes.launch(node, processes);
        cleanups.add(() -> EndNodes.kill(List.of(node), processes));
      }
      case RUNNING -> terminal.talk(node.id() + " runs already");
      case PAUSED ->
          throw new CliFailure(
              ExitCode.FAILED,
              node.id() + " is paused",
              "'playground resume %s' wakes it".formatted(node.id()));
    }
  }
}
