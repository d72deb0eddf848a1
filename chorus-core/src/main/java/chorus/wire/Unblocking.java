package chorus.wire;

/// How a command that waits is made to wait no longer.
public enum Unblocking {
  /// It answers as if its time were over.
  TIMEOUT,
  /// It answers an error.
  ERROR
}
