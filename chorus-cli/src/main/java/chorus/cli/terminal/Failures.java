package chorus.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what goes wrong in a command into a line on stderr, a hint below it, and an exit code.
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;

  public Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The arguments cannot be understood.
  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      say(name, "unknown " + kind(word, command) + " '" + word + "'", suggestion(word, command));
    } else {
      say(name, String.valueOf(problem.getMessage()), "");
    }
    terminal.talk("usage: " + name + " --help");
    return ExitCode.USAGE.number();
  }

  /// The command understood its arguments and failed.
  @Override
  public int handleExecutionException(
      Exception problem, CommandLine command, ParseResult arguments) {
    String name = command.getCommandSpec().qualifiedName();
    if (problem instanceof CliFailure failure) {
      say(name, String.valueOf(failure.getMessage()), failure.hint());
      return failure.exitCode().number();
    }
    say(name, problem.toString(), "this is a fault of Chorus itself, please report it");
    for (StackTraceElement frame : problem.getStackTrace()) {
      terminal.talk("    at " + frame);
    }
    return ExitCode.FAILED.number();
  }

  private void say(String command, String message, String hint) {
    terminal.talk(command + ": " + message);
    if (!hint.isEmpty()) {
      terminal.talk("  hint: " + hint);
    }
  }

  private static String kind(String word, CommandLine command) {
    if (word.startsWith("-")) {
      return "option";
    }
    return command.getSubcommands().isEmpty() ? "argument" : "command";
  }

  private static String suggestion(String word, CommandLine command) {
    String bare = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = new ArrayList<>();
    if (word.startsWith("-")) {
      command.getCommandSpec().options().forEach(each -> known.addAll(List.of(each.names())));
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    Optional<String> nearest = Nearest.to(bare, known);
    return nearest.map(each -> "did you mean '" + each + "'?").orElse("");
  }
}
