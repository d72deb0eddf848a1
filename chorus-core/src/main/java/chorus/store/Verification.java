package chorus.store;

import chorus.resp.Bytes;
import chorus.value.Hash128;
import chorus.value.Malformed;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;

/// Computes the content hash and the key count from all stored rows and compares them with what was
/// kept along at apply.
///
/// A hash that is kept along cannot see a row that rots on disk; this can. It reads everything:
/// away from the strand only.
public final class Verification {
  /// More problems than these are not listed.
  public static final int MAX_PROBLEMS = 100;

  private final StoreSnapshot rows;
  private final List<String> problems = new ArrayList<>();
  private Hash128 hash = Hash128.ZERO;
  private long keys;

  private Verification(StoreSnapshot rows) {
    this.rows = rows;
  }

  /// Checks the rows of `snapshot`, which stays open.
  public static VerifyReport of(StoreSnapshot snapshot) {
    return new Verification(snapshot).run();
  }

  private VerifyReport run() {
    StoreState state = StoreState.of(rows);
    Bytes generationRow = rows.get(RowKeys.generationRow());
    long generation = generationRow == null ? 0 : RowKeys.generation(generationRow);
    RowRange metas = RowKeys.metaRange(generation, 0);
    try (RowCursor cursor = rows.scan(metas.from(), metas.to())) {
      while (cursor.next()) {
        checkKey(cursor.row(), cursor.value());
      }
    }
    Hash128 once = onceHash();
    hash = hash.plus(once);
    expect("applied LSN", state.applied(), rows.appliedLsn());
    expect("generation", state.generation(), generation);
    expect("number of keys", state.keys(), keys);
    expect("content hash", state.hash(), hash);
    expect("hash of the once rows", state.once(), once);
    expect("number of once sessions", onceSessions(), countRows(OnceKeys.sessions()));
    return new VerifyReport(state.applied(), state.hash(), hash, state.keys(), keys, problems);
  }

  private void checkKey(Bytes row, Bytes value) {
    Bytes key = RowKeys.keyOf(row);
    keys++;
    if (RowKeys.hashOf(row) != RowKeys.hash62(key)) {
      problem("key " + key + ": its row lies at a wrong place");
    }
    Meta meta;
    try {
      meta = Meta.decode(value);
    } catch (Malformed e) {
      problem("key " + key + ": " + e.getMessage());
      return;
    }
    hash = hash.plus(meta.logicalHash(key));
    switch (meta) {
      case Meta.OfCollection collection -> checkElements(key, collection);
      case Meta.OfString string -> {}
    }
  }

  private void checkElements(Bytes key, Meta.OfCollection collection) {
    Hash128 sum = Hash128.ZERO;
    long count = 0;
    RowRange range = RowKeys.collectionRange(collection.id());
    try (RowCursor cursor = rows.scan(range.from(), range.to())) {
      while (cursor.next()) {
        Bytes element = RowKeys.elementOf(cursor.row());
        sum = sum.plus(Meta.elementHash(element, cursor.value()));
        count++;
        if (RowKeys.hashOf(cursor.row()) != RowKeys.hash62(element)) {
          problem("key " + key + ": the row of element " + element + " lies at a wrong place");
        }
      }
    }
    expect("number of elements of key " + key, collection.count(), count);
    expect("elements' hash of key " + key, collection.elementsHash(), sum);
  }

  private Hash128 onceHash() {
    Hash128 sum = Hash128.ZERO;
    RowRange range = new RowRange(RowKind.ONCE.range().from(), RowKind.ONCE_OUTCOME.range().to());
    try (RowCursor cursor = rows.scan(range.from(), range.to())) {
      while (cursor.next()) {
        sum = sum.plus(OnceKeys.hash(cursor.row(), cursor.value()));
      }
    }
    return sum;
  }

  private long onceSessions() {
    Bytes count = rows.get(OnceKeys.countRow());
    return count == null ? 0 : OnceKeys.count(count);
  }

  private long countRows(RowRange range) {
    long count = 0;
    try (RowCursor cursor = rows.scan(range.from(), range.to())) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private void expect(String what, Object recorded, Object found) {
    if (!recorded.equals(found)) {
      problem(what + ": recorded " + recorded + ", found " + found);
    }
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }
}
