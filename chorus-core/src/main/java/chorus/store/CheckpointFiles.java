package chorus.store;

import chorus.base.Lsn;
import java.util.List;

/// The names of checkpoint files: `checkpoint-` and the LSN in 16 hexadecimal digits, so that names
/// order as LSNs do.
final class CheckpointFiles {
  private static final String PREFIX = "checkpoint-";
  private static final int NAME_LENGTH = PREFIX.length() + 16;

  private CheckpointFiles() {}

  static String name(Lsn lsn) {
    return PREFIX + String.format("%016x", lsn.number());
  }

  /// Those of `names` that are checkpoints, the newest first.
  static List<String> newestFirst(List<String> names) {
    return names.stream().filter(CheckpointFiles::isOne).sorted().toList().reversed();
  }

  static List<String> olderThan(Lsn lsn, List<String> names) {
    String own = name(lsn);
    return names.stream().filter(CheckpointFiles::isOne).filter(n -> n.compareTo(own) < 0).toList();
  }

  private static boolean isOne(String name) {
    return name.startsWith(PREFIX) && name.length() == NAME_LENGTH;
  }
}
