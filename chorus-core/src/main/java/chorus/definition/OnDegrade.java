package chorus.definition;

import java.util.Locale;

/// What becomes of new writes while too few replicas answer for any to be acknowledged.
public enum OnDegrade {
  /// They are refused, nothing is written.
  ERROR,

  /// They wait, as long as their clients do.
  WAIT,

  /// The database goes on in [AckMode#ASYNC], and says so, until enough replicas answer again.
  ASYNC_LOUD;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
