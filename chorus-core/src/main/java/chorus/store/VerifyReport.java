package chorus.store;

import chorus.base.Lsn;
import chorus.value.Hash128;
import java.util.List;

/// What [Verification] found: the content hash and key count that were kept along, those computed
/// from the rows, and what is wrong, in words. At most [Verification#MAX_PROBLEMS] problems are
/// listed.
public record VerifyReport(
    Lsn applied,
    Hash128 recorded,
    Hash128 recomputed,
    long recordedKeys,
    long keys,
    List<String> problems) {
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /// Of rows that cannot be read.
  public static VerifyReport unreadable(String problem) {
    return new VerifyReport(
        Lsn.NONE, Hash128.ZERO, Hash128.ZERO, 0, 0, List.of("rows cannot be read: " + problem));
  }

  /// Whether the rows are what the log made of them, as far as hashes can tell.
  public boolean isClean() {
    return problems.isEmpty();
  }
}
