package chorus.single;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.store.Engines;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.store.StoreState;

/// Opens the rows of a replica. Those that cannot be relied on are deleted: the log has them.
final class StoreOpening {
  private final Shard shard;
  private final Engines engines;
  private final String directory;

  StoreOpening(Shard shard, Engines engines, String directory) {
    this.shard = shard;
    this.engines = engines;
    this.directory = directory;
  }

  /// Opens what is there, or begins with no rows if that is damaged. Any fault but `CORRUPT`.
  void open(Completion<Store> done) {
    engines.open(
        shard.env(),
        shard.definition().engine(),
        directory,
        result -> {
          switch (result) {
            case Result.Ok<Store>(var store) -> opened(store, done);
            case Result.Failed<Store>(Fault fault) -> {
              if (fault.code().equals("CORRUPT")) {
                deleteAndOpen(done);
              } else {
                done.complete(result);
              }
            }
          }
        });
  }

  /// Begins with no rows, behind the work that was offloaded so far: the store before is closed.
  void openAnew(Completion<Store> done) {
    shard.env().scheduler().<Done>offload(() -> Done.DONE, _ -> deleteAndOpen(done));
  }

  private void opened(Store store, Completion<Store> done) {
    try {
      StoreState.of(store);
      done.complete(Result.ok(store));
    } catch (RowsDamaged damaged) {
      store.close();
      openAnew(done);
    }
  }

  private void deleteAndOpen(Completion<Store> done) {
    shard.env().disk().deleteAll(directory, _ -> open(done));
  }
}
