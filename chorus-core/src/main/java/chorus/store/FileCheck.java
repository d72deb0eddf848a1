package chorus.store;

/// One file of an engine, to be read again from disk. Away from the strand only; while its store is
/// open.
public interface FileCheck {
  /// How long it is, about.
  long bytes();

  /// Reads all of it and compares its checksums. Throws [RowsDamaged]; a file that the engine has
  /// deleted meanwhile is no damage.
  void run();
}
