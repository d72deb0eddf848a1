package chorus.command.settings;

import java.util.List;

/// One setting: its name and perhaps another one for it, whether it can be changed, what it may be,
/// and what it is where nobody says otherwise.
record Setting(List<String> names, Change change, Check check, String standard) {
  /// Whether CONFIG SET may change a setting.
  enum Change {
    FREE,
    /// Only where it is said so at the start.
    PROTECTED,
    NEVER
  }

  /// What the value is kept under.
  String name() {
    return names.getFirst();
  }
}
