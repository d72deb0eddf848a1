package chorus.diverged;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What a user sees of rows, element by element, checked against what the meta rows say of them.
final class Content {
  private Content() {}

  /// Per key its string or its elements, and its expiry.
  static NavigableMap<Bytes, Object> of(RowReader rows) {
    Keyspace keys = Keyspace.over(rows);
    var content = new TreeMap<Bytes, Object>();
    try (RowCursor metas = keys.keys(0)) {
      while (metas.next()) {
        Bytes key = RowKeys.keyOf(metas.row());
        content.put(key, of(keys, key, Meta.decode(metas.value())));
      }
    }
    return content;
  }

  private static Object of(Keyspace keys, Bytes key, Meta meta) {
    return switch (meta) {
      case Meta.OfString text -> text;
      case Meta.OfCollection all -> {
        var elements = new TreeMap<Bytes, Bytes>();
        Meta.OfCollection counted =
            Meta.OfCollection.empty(all.type(), all.id())
                .expiringAt(all.expiryMillis())
                .startingAt(all.first());
        try (RowCursor rows = keys.elements(all, 0)) {
          while (rows.next()) {
            Bytes element = RowKeys.elementOf(rows.row());
            if (!rows.row().equals(row(all, counted, element))) {
              throw new AssertionError(key + " has " + element + " at a wrong place");
            }
            elements.put(element, rows.value());
            counted = counted.added(element, rows.value());
          }
        }
        if (!counted.equals(all) || elements.isEmpty()) {
          throw new AssertionError(key + " holds " + counted + " and says " + all);
        }
        elements.put(Bytes.utf8("expiry of the collection"), Bytes.utf8("" + all.expiryMillis()));
        yield elements;
      }
    };
  }

  /// Where the next element must lie: in a list, behind those that were counted.
  private static Bytes row(Meta.OfCollection all, Meta.OfCollection counted, Bytes element) {
    return all.type() == ValueType.LIST
        ? RowKeys.listRow(all.id(), all.first() + counted.count())
        : RowKeys.elementRow(all.id(), element);
  }
}
