package chorus.bench.micro;

import chorus.base.Done;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.store.RowBatch;
import chorus.store.RowCursor;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/// A store that holds nothing and costs nothing, to measure what stands before it.
final class EmptyStore implements Store {
  @Override
  public Lsn appliedLsn() {
    return Lsn.NONE;
  }

  @Override
  public Lsn flushedLsn() {
    return Lsn.NONE;
  }

  @Override
  public Result<Done> write(RowBatch batch) {
    return Result.ok(Done.DONE);
  }

  @Override
  public StoreSnapshot snapshot() {
    throw new UnsupportedOperationException("nothing to see");
  }

  @Override
  public void flush(Completion<Lsn> done) {
    done.complete(Result.ok(Lsn.NONE));
  }

  @Override
  public void close() {}

  @Override
  public @Nullable Bytes get(Bytes row) {
    return null;
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    throw new UnsupportedOperationException("nothing to see");
  }
}
