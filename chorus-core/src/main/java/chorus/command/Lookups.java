package chorus.command;

/// What one command looked for, for those who count. One strand's.
public final class Lookups {
  private int found;
  private int missed;
  private int hidden;

  void looked(boolean there) {
    if (there) {
      found++;
    } else {
      missed++;
    }
  }

  void hid(int keys) {
    hidden += keys;
  }

  /// Keys that were there.
  public int found() {
    return found;
  }

  /// Keys that were not there, or not any more.
  public int missed() {
    return missed;
  }

  /// Keys that were not seen any more since they had expired.
  public int hidden() {
    return hidden;
  }

  /// It was a write: what it found does not count.
  public void uncounted() {
    found = 0;
    missed = 0;
  }

  /// As before the first command.
  public void clear() {
    found = 0;
    missed = 0;
    hidden = 0;
  }
}
