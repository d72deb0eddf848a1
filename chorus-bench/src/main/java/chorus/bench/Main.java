package chorus.bench;

import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry point of the benchmarks.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures Chorus. Each command starts and stops the servers that it measures.",
      "'bench micro' takes JMH's own arguments: a pattern of names, -f 1, -prof gc, …"
    },
    subcommands = {
      CompareCommand.class,
      FailoverCommand.class,
      SwitchoverCommand.class,
      CatchUpCommand.class,
      AbsenceCommand.class,
      ToolsCommand.class,
      SizesCommand.class,
      ExpiryCommand.class,
      ConnectionsCommand.class,
      StartupCommand.class,
      DemoCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    if (arguments.length > 0 && arguments[0].equals("micro")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
