package chorus.cli;

import chorus.cli.diverged.DivergedCommand;
import chorus.cli.playground.PlaygroundCommand;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.Failures;
import chorus.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import picocli.CommandLine;

/// The entry point: wires the commands, runs one, exits with its code.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Cleanups cleanups = new Cleanups();
    cleanups.obeySignals();
    int code = run(Terminal.ofProcess(), cleanups, arguments);
    cleanups.commandEnded();
    System.exit(code);
  }

  /// Runs one command and returns its exit code.
  static int run(Terminal terminal, Cleanups cleanups, String... arguments) {
    StringWriter help = new StringWriter();
    CommandLine chorus = commandLine(terminal, cleanups);
    chorus.setOut(new PrintWriter(help));
    if (arguments.length == 0) {
      chorus.usage(chorus.getOut());
    }
    int code = arguments.length == 0 ? 0 : chorus.execute(arguments);
    print(help.toString(), terminal::answer);
    return code;
  }

  /// All commands, ready to parse.
  static CommandLine commandLine(Terminal terminal, Cleanups cleanups) {
    CommandLine chorus = new CommandLine(new ChorusCommand());
    chorus.addSubcommand(new DemoCommand(terminal, cleanups));
    chorus.addSubcommand(PlaygroundCommand.with(terminal, cleanups));
    chorus.addSubcommand(new StatusCommand(terminal));
    chorus.addSubcommand(new VerifyCommand(terminal));
    chorus.addSubcommand(DbCommand.with(terminal));
    chorus.addSubcommand(LeaderCommand.with(terminal));
    chorus.addSubcommand(NodeCommand.with(terminal));
    chorus.addSubcommand(DivergedCommand.with(terminal));
    chorus.addSubcommand(SimCommand.with(terminal));
    chorus.addSubcommand(ServerCommand.with(terminal, cleanups));
    Failures failures = new Failures(terminal);
    return chorus
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static void print(String text, Consumer<String> line) {
    text.lines().forEach(line);
  }
}
