package chorus.diverged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.command.Keyspace;
import chorus.command.MapView;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.time.Hlc;
import chorus.value.Meta;
import chorus.value.OnceSession;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The records of a tail are read as what they did to keys.
final class TailReaderTest {
  private final MapView before = new MapView();
  private MapView tail = before;

  @BeforeEach
  void begin() {
    run(before, "SET text old", "HSET hash a 1 b 2", "HSET lone a 1");
    tail = before.fork();
  }

  @Test
  void aWriteSaysWhatItsKeyHeldBeforeAndAfter() {
    tail.millis = 5;
    DivergedWrite write = only("SET text new");
    assertThat(write.position().epoch()).isEqualTo(new Epoch(2));
    assertThat(write.hlc()).isEqualTo(Hlc.of(5, 0));
    assertThat(write.flushes()).isFalse();
    assertThat(write.once()).isEmpty();
    assertThat(write.keys())
        .containsExactly(
            new KeyChange(Bytes.utf8("text"), text("text", "old"), text("text", "new"), List.of()));
    assertThat(only("SET none x").keys().getFirst().before()).isEqualTo(new Image.Absent());
    assertThat(only("DEL text").keys().getFirst().after()).isEqualTo(new Image.Absent());
  }

  @Test
  void anExpiryIsPartOfWhatAKeyHolds() {
    Meta expiring = new Meta.OfString(Bytes.utf8("old"), 77);
    tail.change(List.of(RandomHistory.put(tail, Bytes.utf8("text"), expiring)));
    KeyChange change = read().getFirst().keys().getFirst();
    assertThat(((Image.Text) change.after()).expiryMillis()).isEqualTo(77);
    assertThat(change.after().hash()).isNotEqualTo(change.before().hash());
  }

  @Test
  void anElementIsListedWithWhatItHeldBeforeAndAfter() {
    KeyChange change = only("HSET hash b 3 c 4").keys().getFirst();
    assertThat(change.elements()).containsExactly(element("b", "2", "3"), element("c", "", "4"));
    assertThat(count(change.before())).isEqualTo(2);
    assertThat(count(change.after())).isEqualTo(3);
    assertThat(change.isWhole()).isFalse();
    KeyChange removal = only("HDEL hash a").keys().getFirst();
    assertThat(removal.elements()).containsExactly(element("a", "1", ""));
  }

  @Test
  void aDeletedCollectionKeepsItsElementsToItselfAndAnEmptiedOneDoesNot() {
    KeyChange deleted = only("DEL hash").keys().getFirst();
    assertThat(deleted.after()).isEqualTo(new Image.Absent());
    assertThat(deleted.elements()).isEmpty();
    KeyChange emptied = only("HDEL lone a").keys().getFirst();
    assertThat(emptied.after()).isEqualTo(new Image.Absent());
    assertThat(emptied.elements()).containsExactly(element("a", "1", ""));
  }

  @Test
  void aCollectionThatBecomesAStringAndBackIsAnotherOne() {
    run(tail, "SET hash text", "DEL hash", "HSET hash a 9");
    List<KeyChange> changes = changes();
    assertThat(count(changes.getFirst().before())).isEqualTo(2);
    assertThat(changes.getFirst().after()).isEqualTo(text("hash", "text"));
    assertThat(changes.getFirst().elements()).isEmpty();
    assertThat(changes.get(1).before()).isEqualTo(text("hash", "text"));
    assertThat(changes.getLast().elements()).containsExactly(element("a", "", "9"));
    assertThat(changes.getLast().isWhole()).isTrue();
  }

  @Test
  void whatAnEarlierChunkChangedIsWhatALaterOneFinds() {
    run(tail, "SET text 1", "HSET hash a 7", "DEL lone", "INCR text", "HDEL hash a", "SET lone x");
    var reader = new TailReader(before);
    List<KeyChange> changes = new ArrayList<>();
    for (LogRecord record : tail.log()) {
      reader.read(List.of(record)).forEach(write -> changes.addAll(write.keys()));
    }
    assertThat(changes).isEqualTo(changes());
    assertThat(changes.get(3).before()).isEqualTo(text("text", "1"));
    assertThat(changes.get(4).elements()).containsExactly(element("a", "7", ""));
    assertThat(changes.get(5).before()).isEqualTo(new Image.Absent());
  }

  @Test
  void aFlushIsSaidAndNoKeyIsThereAfterIt() {
    run(tail, "FLUSHDB", "SET text new", "HSET hash a 5");
    List<DivergedWrite> writes = read();
    assertThat(writes).extracting(DivergedWrite::flushes).containsExactly(true, false, false);
    assertThat(writes.getFirst().keys()).isEmpty();
    assertThat(writes.get(1).keys().getFirst().before()).isEqualTo(new Image.Absent());
    assertThat(writes.get(2).keys().getFirst().elements()).containsExactly(element("a", "", "5"));
  }

  @Test
  void whatOneRecordDidBeforeItFlushedIsGone() {
    Bytes key = Bytes.utf8("new");
    tail.change(
        List.of(
            new Effect.Delete(RowKeys.metaRow(0, Bytes.utf8("text"))),
            new Effect.Put(RowKeys.generationRow(), RowKeys.generationValue(1)),
            new Effect.Put(RowKeys.metaRow(1, key), new Meta.OfString(key).encode())));
    DivergedWrite write = read().getFirst();
    assertThat(write.flushes()).isTrue();
    assertThat(write.keys()).extracting(KeyChange::key).containsExactly(key);
  }

  @Test
  void theKeysOfOneRecordAreOneWriteInTheirOrder() {
    assertThat(only("MSET z 1 text 2 a 3").keys())
        .extracting(change -> change.key().utf8())
        .containsExactly("z", "text", "a");
  }

  @Test
  void aKeyThatARecordChangesTwiceIsOneChange() {
    tail.change(
        List.of(
            RandomHistory.put(tail, Bytes.utf8("text"), new Meta.OfString(Bytes.utf8("1"))),
            new Effect.Delete(RowKeys.metaRow(0, Bytes.utf8("text"))),
            RandomHistory.put(tail, Bytes.utf8("text"), new Meta.OfString(Bytes.utf8("2")))));
    assertThat(changes())
        .containsExactly(
            new KeyChange(Bytes.utf8("text"), text("text", "old"), text("text", "2"), List.of()));
  }

  @Test
  void anOutcomeIsKeptWithItsWriteAndASessionIsNoWriteOfAKey() {
    run(tail, "CHORUS ONCE OPEN");
    OnceSession session = new OnceSession(new Lsn(4), 4);
    run(tail, "CHORUS ONCE " + session.name() + " 3 INCR paid");
    List<DivergedWrite> writes = read();
    assertThat(writes).hasSize(2);
    assertThat(writes.getFirst().once()).isEmpty();
    assertThat(writes.getFirst().keys()).isEmpty();
    assertThat(writes.getLast().once())
        .extracting(OnceTag::session, OnceTag::seq)
        .containsExactly(tuple(session, 3L));
    assertThat(writes.getLast().keys()).hasSize(1);
  }

  @Test
  void recordsThatNoUserWroteSayNothing() {
    run(tail, "SET text new");
    List<LogRecord> records = new ArrayList<>(tail.log());
    records.addFirst(record(1, RecordKind.EPOCH_START, List.of()));
    records.add(record(100, RecordKind.BEAT, List.of()));
    assertThat(new TailReader(before).read(records)).isEqualTo(read());
  }

  @Test
  void aRecordOutOfOrderOrOfRowsThatAreNotLogicalIsRefused() {
    LogRecord first = record(7, RecordKind.BEAT, List.of());
    assertThatThrownBy(() -> new TailReader(before).read(List.of(first, first)))
        .isInstanceOf(Require.BrokenInvariant.class)
        .hasMessageContaining("in order");
    Bytes orphan = RowKeys.orphanRow(new Lsn(1), new Orphan.GenerationsBefore(1));
    LogRecord illogical = record(7, RecordKind.ROWS, List.of(new Effect.Put(orphan, Bytes.EMPTY)));
    assertThatThrownBy(() -> new TailReader(before).read(List.of(illogical)))
        .isInstanceOf(Require.BrokenInvariant.class)
        .hasMessageContaining("logical rows");
  }

  @Test
  void anyTailIsReadAsWhatItDidRecordByRecord() {
    for (int seed = 0; seed < 100; seed++) {
      var history = new RandomHistory(seed);
      MapView base = new MapView();
      history.open(base);
      history.run(base, 30);
      MapView full = base.fork();
      history.run(full, 60);
      MapView shadow = base.fork();
      for (DivergedWrite write : new TailReader(base).read(full.log())) {
        LogRecord record = at(full, write.position());
        for (KeyChange change : write.keys()) {
          assertThat(change.before()).as("seed " + seed).isEqualTo(image(shadow, change.key()));
        }
        shadow.change(EffectCodec.decode(record.payload()));
        for (KeyChange change : write.keys()) {
          assertThat(change.after()).as("seed " + seed).isEqualTo(image(shadow, change.key()));
        }
      }
      assertThat(Content.of(shadow)).isEqualTo(Content.of(full));
    }
  }

  private static LogRecord at(MapView database, LogPosition position) {
    return database.log().stream()
        .filter(record -> record.position().equals(position))
        .findFirst()
        .orElseThrow();
  }

  private static Image image(MapView database, Bytes key) {
    return Image.of(key, Keyspace.over(database).meta(key));
  }

  private DivergedWrite only(String command) {
    run(tail, command);
    return read().getLast();
  }

  private List<KeyChange> changes() {
    return read().stream().flatMap(write -> write.keys().stream()).toList();
  }

  private List<DivergedWrite> read() {
    return new TailReader(before).read(tail.log());
  }

  private static void run(MapView database, String... commands) {
    for (String command : commands) {
      database.run(command);
    }
  }

  private static LogRecord record(long lsn, RecordKind kind, List<Effect> effects) {
    Bytes payload = kind == RecordKind.ROWS ? EffectCodec.encode(effects) : Bytes.EMPTY;
    return new LogRecord(new Epoch(2), new Lsn(lsn), Hlc.ZERO, kind, payload);
  }

  private static Image text(String key, String value) {
    return Image.of(Bytes.utf8(key), new Meta.OfString(Bytes.utf8(value)));
  }

  private static long count(Image image) {
    Image.Collection collection = (Image.Collection) image;
    assertThat(collection.type()).isEqualTo(ValueType.HASH);
    return collection.count();
  }

  /// An empty text: not there.
  private static ElementChange element(String name, String before, String after) {
    return new ElementChange(Bytes.utf8(name), value(before), value(after));
  }

  private static Optional<Bytes> value(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Bytes.utf8(text));
  }
}
