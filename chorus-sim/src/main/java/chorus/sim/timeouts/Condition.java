package chorus.sim.timeouts;

/// What a cluster suffers besides the death of its leaders.
public enum Condition {
  QUIET("quiet"),
  /// One message in ten is lost.
  LOSS("loss"),
  /// Every machine stands still for up to 400 ms, three times in two seconds, and every disk is
  /// slow.
  LOAD("load"),
  /// Every machine stands still for up to 3 s, about twice a minute.
  PAUSES("pauses");

  private final String word;

  Condition(String word) {
    this.word = word;
  }

  /// As it is shown.
  public String word() {
    return word;
  }
}
