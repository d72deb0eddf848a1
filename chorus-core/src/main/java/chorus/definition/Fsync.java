package chorus.definition;

import java.util.Locale;

/// When a leader's own copy of a record counts.
public enum Fsync {
  /// Once it is fsynced.
  ALWAYS,

  /// Once it is handed to the operating system, which is told to write it to the disk each second:
  /// a leader that loses power may lose the last second, and whatever else its disk took for
  /// itself. Only in [AckMode#ASYNC].
  EVERYSEC;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
