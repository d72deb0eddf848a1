package chorus.store;

import chorus.resp.Bytes;
import chorus.value.Hash128;
import chorus.value.Malformed;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.RowRange;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the content hash and the key count from all stored rows, a slice at a time, and
/// compares them with what was kept along at apply.
///
/// A hash that is kept along cannot see a row that rots on disk; this can. It reads everything:
/// away from the strand only.
public final class Verification implements AutoCloseable {
  /// More problems than these are not listed.
  public static final int MAX_PROBLEMS = 100;

  private final StoreSnapshot rows;
  private final StoreState state;
  private final List<String> problems = new ArrayList<>();
  private final RowCursor metas;
  private final RowCursor onces;
  private @Nullable Elements elements;
  private Hash128 hash = Hash128.ZERO;
  private Hash128 once = Hash128.ZERO;
  private long generation;
  private long keys;
  private long expiring;
  private long bytes;
  private Phase phase = Phase.KEYS;

  private enum Phase {
    KEYS,
    ONCES,
    ENDED
  }

  /// A collection whose elements are being read.
  private record Elements(Bytes key, Meta.OfCollection meta, RowCursor cursor, Sum sum) {
    /// Elements lie at their hash. Those of a list lie at their position, from the first one on: as
    /// many positions as there are elements.
    boolean liesRight(Bytes row, Bytes element) {
      long place = RowKeys.hashOf(row);
      if (meta.type() != ValueType.LIST) {
        return place == RowKeys.hash62(element);
      }
      return element.equals(RowKeys.positionName(place))
          && place >= meta.first()
          && place - meta.first() < meta.count();
    }
  }

  /// The order rows of the sorted set that was read last, while they are read.
  private @Nullable OrderCheck order;

  private static final class Sum {
    private Hash128 hash = Hash128.ZERO;
    private long count;
  }

  private Verification(StoreSnapshot snapshot) {
    this.rows = snapshot;
    this.state = StoreState.of(snapshot);
    Bytes generationRow = snapshot.get(RowKeys.generationRow());
    this.generation = generationRow == null ? 0 : RowKeys.generation(generationRow);
    RowRange all = RowKeys.metaRange(generation, 0);
    this.metas = snapshot.scan(all.from(), all.to());
    this.onces = snapshot.scan(RowKind.ONCE.range().from(), RowKind.ONCE_OUTCOME.range().to());
  }

  /// Begins to check the rows of `snapshot`, which is this one's from now on.
  public static Verification begin(StoreSnapshot snapshot) {
    try {
      return new Verification(snapshot);
    } catch (RowsDamaged damaged) {
      snapshot.close();
      throw damaged;
    }
  }

  /// Checks all rows of `snapshot`, and closes it.
  public static VerifyReport of(StoreSnapshot snapshot) {
    try (Verification verification = begin(snapshot)) {
      while (verification.goOn(Integer.MAX_VALUE)) {}
      return verification.report();
    }
  }

  /// Reads about `most` more rows; false once it has read all.
  public boolean goOn(int most) {
    for (int left = most; left > 0 && phase != Phase.ENDED; left--) {
      switch (phase) {
        case KEYS -> nextOfKeys();
        case ONCES -> nextOnce();
        case ENDED -> {}
      }
    }
    return phase != Phase.ENDED;
  }

  /// What was found, once all is read.
  public VerifyReport report() {
    return new VerifyReport(state.applied(), state.hash(), hash, state.keys(), keys, problems);
  }

  /// How many bytes of rows were read so far.
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Elements open = elements;
    if (open != null) {
      open.cursor().close();
    }
    if (order != null) {
      order.close();
    }
    metas.close();
    onces.close();
    rows.close();
  }

  private void nextOfKeys() {
    Elements open = elements;
    if (open != null) {
      nextElement(open);
    } else if (order != null) {
      nextInOrder(order);
    } else if (metas.next()) {
      checkKey(metas.row(), metas.value());
    } else {
      phase = Phase.ONCES;
    }
  }

  private void checkKey(Bytes row, Bytes value) {
    bytes += row.length() + value.length();
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
    checkExpiry(key, meta.expiryMillis());
    switch (meta) {
      case Meta.OfCollection collection -> {
        RowRange range = RowKeys.collectionRange(collection.id());
        elements = new Elements(key, collection, rows.scan(range.from(), range.to()), new Sum());
      }
      case Meta.OfString string -> {}
    }
  }

  private void checkExpiry(Bytes key, long millis) {
    if (millis != Meta.NEVER) {
      expiring++;
      if (rows.get(RowKeys.expiryRow(generation, millis, key)) == null) {
        problem("key " + key + ": no row says when it expires");
      }
    }
  }

  private void nextElement(Elements open) {
    if (open.cursor().next()) {
      Bytes row = open.cursor().row();
      Bytes value = open.cursor().value();
      bytes += row.length() + value.length();
      Bytes element = RowKeys.elementOf(row);
      open.sum().hash = open.sum().hash.plus(Meta.elementHash(element, value));
      open.sum().count++;
      if (!open.liesRight(row, element)) {
        problem("key " + open.key() + ": the row of element " + element + " lies at a wrong place");
      }
    } else {
      open.cursor().close();
      elements = null;
      expect("number of elements of key " + open.key(), open.meta().count(), open.sum().count);
      expect("elements' hash of key " + open.key(), open.meta().elementsHash(), open.sum().hash);
      if (open.meta().type() == ValueType.ZSET) {
        order = new OrderCheck(rows, open.key(), open.meta());
      }
    }
  }

  private void nextInOrder(OrderCheck check) {
    if (check.next()) {
      bytes += check.bytes();
    } else {
      check.close();
      order = null;
      check.problems().forEach(this::problem);
    }
  }

  private void nextOnce() {
    if (onces.next()) {
      bytes += onces.row().length() + onces.value().length();
      once = once.plus(OnceKeys.hash(onces.row(), onces.value()));
    } else {
      phase = Phase.ENDED;
      compare();
    }
  }

  private void compare() {
    hash = hash.plus(once);
    expect("applied LSN", state.applied(), rows.appliedLsn());
    expect("generation", state.generation(), generation);
    expect("number of keys", state.keys(), keys);
    expect("number of expiring keys", state.expiring(), expiring);
    expect("rows of expiring keys", expiring, countRows(RowKeys.expiryRange(generation)));
    expect("content hash", state.hash(), hash);
    expect("hash of the once rows", state.once(), once);
    expect("number of once sessions", onceSessions(), countRows(OnceKeys.sessions()));
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
