package chorus.store;

import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.SipHash;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the rows of lately changed keys come to, so that changing them again asks no storage engine
/// for the old value: that read was the dearest step of a write.
///
/// A table of numbers, since as many objects would cost the garbage collector more than the reads
/// saved: a row is known by a 128-bit hash under a key that nobody outside can know. Every row has
/// two places; a third one that wants them drives the older out. Forgetting is always right; the
/// store knows.
final class RecentRows {
  /// The hash of the row and the hash of what it holds, two numbers each, and when that expires.
  private static final int NUMBERS = 5;

  /// With the reference to the collection.
  private static final int ENTRY_BYTES = NUMBERS * Long.BYTES + 8;

  private static final int WAYS = 2;
  private static final int FIRST_SETS = 512;
  private static final Holding NOTHING = new Holding(Hash128.ZERO, null);

  private final long key0;
  private final long key1;
  private final int mostSets;
  private long[] numbers;
  private @Nullable CollectionId[] collections;
  private int used;

  /// What a row that the content hash counts adds to the state of the store.
  ///
  /// @param hash of its logical content
  /// @param collection whose element rows it refers to, if any
  /// @param expiryMillis when the key expires, since 1970; 0: never
  record Holding(Hash128 hash, @Nullable CollectionId collection, long expiryMillis) {
    Holding(Hash128 hash, @Nullable CollectionId collection) {
      this(hash, collection, Meta.NEVER);
    }

    /// `row` with `value`.
    static Holding of(Bytes row, Bytes value) {
      if (RowKind.of(row) != RowKind.META) {
        return new Holding(OnceKeys.hash(row, value), null);
      }
      Meta meta = Meta.decode(value);
      Hash128 hash = meta.logicalHash(RowKeys.keyOf(row));
      CollectionId id = meta instanceof Meta.OfCollection collection ? collection.id() : null;
      return new Holding(hash, id, meta.expiryMillis());
    }

    /// The row that `effect` changes; null if there is none then.
    static @Nullable Holding after(Effect effect) {
      Bytes value = effect.valueOrNull();
      return value == null ? null : of(effect.row(), value);
    }
  }

  /// Remembers rows in at most `limitBytes` of memory, but at least a few; begins small.
  RecentRows(long limitBytes, RandomGenerator random) {
    this.key0 = random.nextLong();
    this.key1 = random.nextLong();
    this.mostSets = (int) Long.highestOneBit(Math.max(1, limitBytes / (WAYS * ENTRY_BYTES)));
    int entries = WAYS * Math.min(FIRST_SETS, mostSets);
    this.numbers = new long[NUMBERS * entries];
    this.collections = new CollectionId[entries];
  }

  /// What this table knows `row` by.
  Hash128 name(Bytes row) {
    return SipHash.hash128(key0, key1, row);
  }

  /// What the row of that name comes to. Null if nothing is known: then it may exist or not.
  @Nullable Holding get(Hash128 name) {
    int entry = find(name);
    if (entry < 0) {
      return null;
    }
    int at = entry * NUMBERS;
    return new Holding(
        new Hash128(numbers[at + 2], numbers[at + 3]), collections[entry], numbers[at + 4]);
  }

  /// The row of that name comes to `holding` now; null: it is gone.
  void remember(Hash128 name, @Nullable Holding holding) {
    if (holding == null) {
      forget(name);
    } else {
      put(name, holding);
    }
  }

  void put(Hash128 name, Holding holding) {
    int entry = find(name);
    if (entry < 0) {
      growIfCrowded();
      entry = makeRoom(name);
    }
    write(entry, name, holding);
  }

  /// The row is gone.
  void forget(Hash128 name) {
    int entry = find(name);
    if (entry >= 0) {
      write(entry, Hash128.ZERO, NOTHING);
      used--;
    }
  }

  private int firstOf(Hash128 name) {
    return WAYS * ((int) name.low() & (collections.length / WAYS - 1));
  }

  /// The entry of that name, or -1.
  private int find(Hash128 name) {
    int first = firstOf(name);
    for (int entry = first; entry < first + WAYS; entry++) {
      if (numbers[entry * NUMBERS] == name.high() && numbers[entry * NUMBERS + 1] == name.low()) {
        return entry;
      }
    }
    return -1;
  }

  /// The younger place of `name`, after what was there moved to the older one.
  private int makeRoom(Hash128 name) {
    int young = firstOf(name);
    int old = young + 1;
    if (isUsed(young)) {
      used += isUsed(old) ? 0 : 1;
      System.arraycopy(numbers, young * NUMBERS, numbers, old * NUMBERS, NUMBERS);
      collections[old] = collections[young];
    } else {
      used++;
    }
    return young;
  }

  private boolean isUsed(int entry) {
    return numbers[entry * NUMBERS] != 0 || numbers[entry * NUMBERS + 1] != 0;
  }

  private void write(int entry, Hash128 name, Holding holding) {
    int at = entry * NUMBERS;
    numbers[at] = name.high();
    numbers[at + 1] = name.low();
    numbers[at + 2] = holding.hash().high();
    numbers[at + 3] = holding.hash().low();
    numbers[at + 4] = holding.expiryMillis();
    collections[entry] = holding.collection();
  }

  private void growIfCrowded() {
    int entries = collections.length;
    if (used < entries / 3 || entries / WAYS >= mostSets) {
      return;
    }
    long[] numbersBefore = numbers;
    @Nullable CollectionId[] collectionsBefore = collections;
    numbers = new long[numbersBefore.length * 2];
    collections = new CollectionId[entries * 2];
    used = 0;
    for (int entry = 0; entry < entries; entry++) {
      int at = entry * NUMBERS;
      var name = new Hash128(numbersBefore[at], numbersBefore[at + 1]);
      if (!name.equals(Hash128.ZERO)) {
        var hash = new Hash128(numbersBefore[at + 2], numbersBefore[at + 3]);
        write(
            makeRoom(name),
            name,
            new Holding(hash, collectionsBefore[entry], numbersBefore[at + 4]));
      }
    }
  }
}
