package chorus.cli.terminal;

/// Ends the command with one line on stderr, what can be done about it, and an exit code.
public final class CliFailure extends RuntimeException {
  private final ExitCode exitCode;
  private final String hint;

  /// `hint` is the next step, empty if there is none to name.
  public CliFailure(ExitCode exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  public CliFailure(ExitCode exitCode, String message) {
    this(exitCode, message, "");
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }
}
