package chorus.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.resp.Bytes;
import chorus.store.RecentRows.Holding;
import chorus.value.Hash128;
import chorus.value.Malformed;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.List;

/// Fills an empty store with the rows of a snapshot, chunk by chunk, and proves at the end that
/// they amount to what the snapshot did. Away from the strand, one call at a time.
///
/// Until the last chunk the store stands at no position, and a row of its own says that it is not
/// whole: whoever opens it then begins anew.
public final class Intake {
  private final Store store;
  private final StoreState target;
  private Hash128 hash = Hash128.ZERO;
  private Hash128 once = Hash128.ZERO;
  private long keys;

  /// `target` is what the rows amount to.
  public Intake(Store store, StoreState target) {
    this.store = store;
    this.target = target;
  }

  /// Whether rows of a snapshot came into `store` and not all of them are there.
  public static boolean isUnfinished(RowReader store) {
    return store.get(RowKeys.intakeRow()) != null;
  }

  /// Adds the next rows. Faults: `DISKFULL`, nothing was added; the same rows may come again.
  /// `CORRUPT`, if all are there and are not what the snapshot was. Throws
  /// [chorus.value.Malformed].
  public Result<Done> add(SnapshotRows chunk) {
    Sums sums = new Sums();
    chunk.puts().forEach(sums::add);
    if (chunk.isLast() && !sums.isWhole()) {
      return Result.failed(
          Fault.notApplied(
              "CORRUPT",
              "the rows of the snapshot amount to "
                  + sums.hash
                  + " and "
                  + sums.keys
                  + " keys, not to "
                  + target.hash()
                  + " and "
                  + target.keys()));
    }
    List<Effect> effects = new ArrayList<>(chunk.puts());
    if (chunk.isLast()) {
      effects.add(new Effect.Delete(RowKeys.intakeRow()));
      effects.add(target.row());
    } else {
      effects.add(new Effect.Put(RowKeys.intakeRow(), Bytes.EMPTY));
    }
    Result<Done> written =
        store.write(new RowBatch(effects, chunk.isLast() ? target.applied() : Lsn.NONE));
    if (written instanceof Result.Ok<Done>) {
      sums.keep();
    }
    return written;
  }

  /// What the rows amount to once a chunk is among them.
  private final class Sums {
    private Hash128 hash = Intake.this.hash;
    private Hash128 once = Intake.this.once;
    private long keys = Intake.this.keys;

    void add(Effect put) {
      switch (RowKind.of(put.row())) {
        case META -> {
          if (RowKeys.generationOf(put.row()) == target.generation()) {
            hash = hash.plus(hashOf(put));
            keys++;
          }
        }
        case ONCE, ONCE_OUTCOME -> once = once.plus(hashOf(put));
        case GENERATION, EXPIRY, ELEMENT, ORDER, ORPHAN -> {}
        case SYSTEM ->
            throw new Malformed("a snapshot carries no row that a replica notes for itself");
      }
    }

    private Hash128 hashOf(Effect put) {
      Holding holding = Holding.after(put);
      return holding == null ? Hash128.ZERO : holding.hash();
    }

    boolean isWhole() {
      return hash.plus(once).equals(target.hash())
          && once.equals(target.once())
          && keys == target.keys();
    }

    void keep() {
      Intake.this.hash = hash;
      Intake.this.once = once;
      Intake.this.keys = keys;
    }
  }
}
