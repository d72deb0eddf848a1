package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A database in a sorted map: runs commands through the table and applies their effects.
public final class MapView implements View {
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private final Map<Bytes, Lsn> changed = new TreeMap<>();
  private final List<LogRecord> log = new ArrayList<>();
  private final Set<Bytes> keysRead = new HashSet<>();
  private final Epoch epoch;
  private long lsn;

  /// What the clock shows, in milliseconds since 1970.
  public long millis;

  public MapView() {
    this(new Epoch(1));
  }

  private MapView(Epoch epoch) {
    this.epoch = epoch;
  }

  /// The same rows under a leader of the next epoch, with nothing in its log yet.
  public MapView fork() {
    MapView fork = new MapView(epoch.next());
    fork.rows.putAll(rows);
    fork.lsn = lsn;
    fork.millis = millis;
    return fork;
  }

  /// What the commands so far changed. Positions rise and leave gaps.
  public List<LogRecord> log() {
    return List.copyOf(log);
  }

  /// Changes rows as a record of a command would that the table does not have yet.
  public void change(List<Effect> effects) {
    lsn++;
    apply(new Outcome.Change(effects, Reply.OK));
  }

  /// Runs a command of words without blanks: `"SET k v"`.
  public Reply run(String line) {
    return run(line.split(" ", -1));
  }

  public Reply run(String... words) {
    return run(Arrays.stream(words).map(Bytes::utf8).toArray(Bytes[]::new));
  }

  public Reply run(Bytes... words) {
    return switch (CommandTable.standard().find(Arrays.asList(words))) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found -> apply(outcome(found));
    };
  }

  /// What a command decided, without applying it.
  public Outcome decide(String line) {
    return decide(Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList());
  }

  public Outcome decide(List<Bytes> words) {
    return outcome((Lookup.Found) CommandTable.standard().find(words));
  }

  public long count(RowKind kind) {
    return rows.keySet().stream().filter(row -> RowKind.of(row) == kind).count();
  }

  private Outcome outcome(Lookup.Found found) {
    lsn++;
    keysRead.clear();
    var moment = new Moment(Hlc.of(millis, 0), epoch, new Lsn(lsn), lsn);
    return ((Handler.Data) found.handler()).run(this, found.args(), moment);
  }

  /// Does what a command decided; its reply.
  public Reply apply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> reply;
      case Outcome.Change change -> {
        Bytes payload = EffectCodec.encode(change.effects());
        log.add(new LogRecord(epoch, new Lsn(lsn), Hlc.of(millis, 0), RecordKind.ROWS, payload));
        for (Effect effect : change.effects()) {
          if (isMeta(effect.row())) {
            changed.put(RowKeys.keyOf(effect.row()), new Lsn(lsn));
          }
          switch (effect) {
            case Effect.Put(Bytes row, Bytes value) -> rows.put(row, value);
            case Effect.Delete(Bytes row) -> rows.remove(row);
          }
        }
        yield change.reply();
      }
      case Outcome.Copies copies -> copies.reply().apply(new Outcome.Copies.Held(1, 0));
      case Outcome.Park park -> park.onTimeout();
      case Outcome.Draw draw -> draw.reply().apply(1);
    };
  }

  static boolean isMeta(Bytes row) {
    RowRange metas = RowKind.META.range();
    return row.compareTo(metas.from()) >= 0 && row.compareTo(metas.to()) < 0;
  }

  /// The keys that the last command asked for by their names.
  Set<Bytes> keysRead() {
    return Set.copyOf(keysRead);
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    if (isMeta(row)) {
      keysRead.add(RowKeys.keyOf(row));
    }
    return rows.get(row);
  }

  @Override
  public Lsn changedAt(Bytes key) {
    return changed.getOrDefault(key, Lsn.NONE);
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
