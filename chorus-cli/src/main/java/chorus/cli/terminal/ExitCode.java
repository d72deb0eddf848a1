package chorus.cli.terminal;

/// How the process ends, so that a script knows what happened without reading text.
public enum ExitCode {
  OK(0),
  FAILED(1),
  USAGE(2),
  NOT_FOUND(3),
  /// A write may have been applied or not, or a check could not be finished.
  OUTCOME_UNKNOWN(4),
  REFUSED_AS_UNSAFE(5),
  CONFIGURATION(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
