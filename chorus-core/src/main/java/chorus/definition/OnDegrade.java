package chorus.definition;

import java.util.Locale;

/// What becomes of new writes while too few replicas answer for any to be acknowledged.
public enum OnDegrade {
  /// They are refused, nothing is written.
  ERROR,

  /// They wait, as long as their clients do.
  WAIT;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
