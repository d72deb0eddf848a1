package chorus.cli;

import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Terminal;
import chorus.sim.Replay;
import chorus.sim.SimResult;
import chorus.sim.story.Detail;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chorus sim replay`.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one seed again and tells what happened.",
      "Exit code: 0 no law was broken, 1 one was."
    })
final class SimReplayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "SEED", description = "The seed, as 'sim run' reports it.")
  private long seed;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tells every request, record and acknowledgement too.")
  private boolean verbose;

  SimReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SimResult result =
        Replay.run(seed, verbose ? Detail.EVERYTHING : Detail.EVENTS, terminal::answer);
    terminal.answer("seed %d trace %s".formatted(result.seed(), result.traceHex()));
    return (result.isClean() ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
