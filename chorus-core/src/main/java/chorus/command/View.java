package chorus.command;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.RowReader;

/// The rows as a command sees them: committed ones, and over them the pending ones of the commands
/// before it.
///
/// Whoever gives the view notes which rows were looked at, since the reply must wait for the latest
/// pending one.
public interface View extends RowReader {
  /// How many keys there are. By default they are counted one by one; whoever keeps the number
  /// overrides this.
  default long countKeys() {
    return Keyspace.over(this).countKeys();
  }

  /// The position of the last record that changed `key`, or a later one; of records before the
  /// first call nothing is known, and its answer stands for them. Only a leader can tell.
  default Lsn changedAt(Bytes key) {
    return Lsn.NONE;
  }
}
