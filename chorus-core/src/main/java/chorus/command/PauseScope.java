package chorus.command;

/// Which commands a CLIENT PAUSE holds; the narrower first.
public enum PauseScope {
  /// Those that may write, and transactions with one of them.
  WRITE,
  /// All but the one that ends the pause.
  ALL
}
