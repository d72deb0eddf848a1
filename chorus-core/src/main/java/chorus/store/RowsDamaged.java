package chorus.store;

import chorus.base.Fault;

/// The engine found by its own checksums that it does not hold what was written: its rows cannot be
/// relied on, and are to be made again from the log. A disk that does not answer is something else.
///
/// Any read or write of a [Store] may throw it. It never crosses a strand.
public final class RowsDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// `detail` says which rows or files, in words.
  public RowsDamaged(String detail) {
    super(detail);
  }

  /// The same as a value, with the code `CORRUPT`.
  public Fault fault() {
    return Fault.notApplied("CORRUPT", String.valueOf(getMessage()));
  }
}
