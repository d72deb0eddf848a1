package chorus.command;

import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows read as keys with values. One object serves one command, since it remembers the generation.
///
/// A key of another type than asked for is `WRONGTYPE`.
public final class Keyspace {
  private static final long UNKNOWN = -1;

  private final RowReader rows;
  private long generation = UNKNOWN;

  private Keyspace(RowReader rows) {
    this.rows = rows;
  }

  public static Keyspace over(RowReader rows) {
    return new Keyspace(rows);
  }

  /// What `key` holds, or null.
  public @Nullable Meta meta(Bytes key) {
    Bytes row = rows.get(RowKeys.metaRow(generation(), key));
    return row == null ? null : Meta.decode(row);
  }

  /// The bytes of the row that stands for `key`; 0 if there is none.
  public long rowBytes(Bytes key) {
    Bytes name = RowKeys.metaRow(generation(), key);
    Bytes row = rows.get(name);
    return row == null ? 0 : name.length() + row.length();
  }

  public boolean exists(Bytes key) {
    return rows.get(RowKeys.metaRow(generation(), key)) != null;
  }

  /// When `key` expires, in milliseconds since 1970; [Meta#NEVER] also if it is not there.
  public long expiryMillis(Bytes key) {
    Bytes row = rows.get(RowKeys.metaRow(generation(), key));
    return row == null ? Meta.NEVER : Meta.expiryMillis(row);
  }

  /// The string at `key`, or null.
  public @Nullable Bytes string(Bytes key) {
    return switch (meta(key)) {
      case null -> null;
      case Meta.OfString string -> string.value();
      case Meta.OfCollection _ -> throw CommandError.wrongType();
    };
  }

  /// The collection of `type` at `key`, or null.
  public Meta.@Nullable OfCollection collection(Bytes key, ValueType type) {
    return switch (meta(key)) {
      case null -> null;
      case Meta.OfString _ -> throw CommandError.wrongType();
      case Meta.OfCollection collection -> {
        if (collection.type() != type) {
          throw CommandError.wrongType();
        }
        yield collection;
      }
    };
  }

  /// The value of one element, or null.
  public @Nullable Bytes element(Meta.OfCollection collection, Bytes element) {
    return rows.get(collection.rowOf(element));
  }

  /// The element rows of `collection` whose hash, or position in a list, is `from` or above. The
  /// caller closes.
  public RowCursor elements(Meta.OfCollection collection, long from) {
    return scan(RowKeys.elementRange(collection.id(), from));
  }

  /// Every element of `collection`, in the order of the rows.
  public List<Element> all(Meta.OfCollection collection) {
    var all = new ArrayList<Element>();
    try (RowCursor rows = elements(collection, 0)) {
      while (rows.next()) {
        all.add(Element.at(rows));
      }
    }
    return all;
  }

  /// The value of the element of `list` at `index`, counted from 0; null if there is none.
  public @Nullable Bytes valueAt(Meta.OfCollection list, long index) {
    return index < 0 || index >= list.count()
        ? null
        : rows.get(RowKeys.listRow(list.id(), list.first() + index));
  }

  /// The values of the elements of `list` from index `from` to before `to`, which are within it.
  public List<Bytes> values(Meta.OfCollection list, long from, long to) {
    var values = new ArrayList<Bytes>((int) (to - from));
    try (RowCursor rows = elements(list, list.first() + from)) {
      while (values.size() < to - from && rows.next()) {
        values.add(rows.value());
      }
    }
    return values;
  }

  /// The meta rows whose key's hash is `fromHash` or above. The caller closes.
  public RowCursor keys(long fromHash) {
    return scan(RowKeys.metaRange(generation(), fromHash));
  }

  public long countKeys() {
    try (RowCursor cursor = keys(0)) {
      long count = 0;
      while (cursor.next()) {
        count++;
      }
      return count;
    }
  }

  /// How often the keyspace was flushed.
  long generation() {
    if (generation == UNKNOWN) {
      Bytes row = rows.get(RowKeys.generationRow());
      generation = row == null ? 0 : RowKeys.generation(row);
    }
    return generation;
  }

  RowReader rows() {
    return rows;
  }

  private RowCursor scan(RowRange range) {
    return rows.scan(range.from(), range.to());
  }
}
