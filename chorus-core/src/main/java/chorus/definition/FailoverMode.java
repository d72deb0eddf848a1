package chorus.definition;

import java.util.Locale;

/// Who may decide that another node leads a database.
public enum FailoverMode {
  /// The cluster, once it finds the leader gone.
  AUTO,

  /// A person only. A leader that comes back leads again by itself, if it has everything.
  MANUAL;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
