package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import chorus.value.RowKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A database in a sorted map: runs commands through the table and applies their effects.
final class MapView implements View {
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private long lsn;

  /// What the clock shows, in milliseconds since 1970.
  long millis;

  /// Runs a command of words without blanks: `"SET k v"`.
  Reply run(String line) {
    return run(line.split(" ", -1));
  }

  Reply run(String... words) {
    return run(Arrays.stream(words).map(Bytes::utf8).toArray(Bytes[]::new));
  }

  Reply run(Bytes... words) {
    return switch (CommandTable.standard().find(Arrays.asList(words))) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found -> apply(outcome(found));
    };
  }

  /// What a command decided, without applying it.
  Outcome decide(String line) {
    var words = Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList();
    return outcome((Lookup.Found) CommandTable.standard().find(words));
  }

  long count(RowKind kind) {
    return rows.keySet().stream().filter(row -> RowKind.of(row) == kind).count();
  }

  private Outcome outcome(Lookup.Found found) {
    lsn++;
    var moment = new Moment(Hlc.of(millis, 0), new Epoch(1), new Lsn(lsn), lsn);
    return ((Handler.Data) found.handler()).run(this, found.args(), moment);
  }

  private Reply apply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> reply;
      case Outcome.Change change -> {
        for (Effect effect : change.effects()) {
          switch (effect) {
            case Effect.Put(Bytes row, Bytes value) -> rows.put(row, value);
            case Effect.Delete(Bytes row) -> rows.remove(row);
          }
        }
        yield change.reply();
      }
      case Outcome.Park park -> park.onTimeout();
      case Outcome.Draw draw -> draw.reply().apply(1);
    };
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    return rows.get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return new MapCursor(rows.subMap(from, to).entrySet().iterator());
  }

  private static final class MapCursor implements RowCursor {
    private final Iterator<Map.Entry<Bytes, Bytes>> rest;
    private Map.@Nullable Entry<Bytes, Bytes> at;

    MapCursor(Iterator<Map.Entry<Bytes, Bytes>> rest) {
      this.rest = rest;
    }

    @Override
    public boolean next() {
      at = rest.hasNext() ? rest.next() : null;
      return at != null;
    }

    @Override
    public Bytes row() {
      return current().getKey();
    }

    @Override
    public Bytes value() {
      return current().getValue();
    }

    private Map.Entry<Bytes, Bytes> current() {
      if (at == null) {
        throw new IllegalStateException("no row here");
      }
      return at;
    }

    @Override
    public void close() {}
  }
}
