package chorus.store;

import chorus.base.Lsn;

/// Rows at one position of the log, unchanged by later writes.
public interface StoreSnapshot extends RowReader, AutoCloseable {
  Lsn appliedLsn();

  @Override
  void close();
}
