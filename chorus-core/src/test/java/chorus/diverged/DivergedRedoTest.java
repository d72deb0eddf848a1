package chorus.diverged;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.command.Keyspace;
import chorus.command.MapView;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.time.Hlc;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CHORUS REDO does a diverged write again where its keys allow it, and otherwise nothing.
final class DivergedRedoTest {
  private static final Bytes CHORUS = Bytes.utf8("CHORUS");
  private static final Bytes REDO = Bytes.utf8("REDO");
  private static final Bytes OVERWRITE = Bytes.utf8("overwrite");

  private final MapView survivor = new MapView();

  @Test
  void aTailThatIsDoneAgainInItsOrderEndsInTheFullHistory() {
    int applied = 0;
    for (int seed = 0; seed < 200; seed++) {
      Histories histories = new Histories(seed);
      MapView database = histories.base.fork();
      MapView shadow = histories.base.fork();
      for (DivergedWrite write : histories.writes) {
        shadow.change(histories.effects(write));
        String answer = redo(database, write);
        if (answer.equals("flush")) {
          database.run("FLUSHDB");
        } else {
          assertThat(answer).as("seed " + seed).isIn("applied", "already");
          assertThat(redo(database, write)).as("seed " + seed).isEqualTo("already");
        }
        applied += answer.equals("applied") ? 1 : 0;
        assertThat(Content.of(database)).as("seed " + seed).isEqualTo(Content.of(shadow));
      }
      assertThat(Content.of(database)).isEqualTo(Content.of(histories.full));
    }
    assertThat(applied).as("writes that changed something").isGreaterThan(2_000);
  }

  @Test
  void aKeyThatSomebodyElseChangedIsAConflictAndNothingChanges() {
    for (int seed = 0; seed < 200; seed++) {
      Histories histories = new Histories(seed);
      SplittableRandom random = new SplittableRandom(seed);
      MapView shadow = histories.base.fork();
      for (DivergedWrite write : histories.writes) {
        if (!write.flushes() && !write.keys().isEmpty()) {
          MapView database = shadow.fork();
          KeyChange change = write.keys().get(random.nextInt(write.keys().size()));
          foreign(database, change.key(), random);
          NavigableMap<Bytes, Object> content = Content.of(database);
          assertThat(redo(database, write))
              .as("seed " + seed)
              .isEqualTo("conflict " + change.key().utf8());
          assertThat(Content.of(database)).isEqualTo(content);
          overwrites(database, write);
        }
        shadow.change(histories.effects(write));
      }
    }
  }

  @Test
  void aChangeOfAnotherKeyIsNoConflict() {
    DivergedWrite write = write("INCR paid");
    survivor.run("INCR other");
    assertThat(redo(survivor, write)).isEqualTo("applied");
    assertThat(survivor.run("GET paid")).isEqualTo(Reply.bulk("1"));
  }

  @Test
  void allKeysOfAWriteChangeTogetherOrNoneDoes() {
    DivergedWrite write = write("MSET a 1 b 2 c 3");
    survivor.run("SET b mine");
    assertThat(redo(survivor, write)).isEqualTo("conflict b");
    assertThat(survivor.run("EXISTS a b c")).isEqualTo(Reply.integer(1));
    survivor.run("SET b 2");
    int records = survivor.log().size();
    assertThat(redo(survivor, write)).isEqualTo("applied");
    assertThat(survivor.log()).hasSize(records + 1);
    assertThat(survivor.run("MGET a b c"))
        .isEqualTo(Reply.array(Reply.bulk("1"), Reply.bulk("2"), Reply.bulk("3")));
  }

  @Test
  void whatTheClientRanAgainItselfIsNotRunTwice() {
    String session = open();
    DivergedWrite write = write("CHORUS ONCE " + session + " 1 INCR paid");
    survivor.run("CHORUS ONCE " + session + " 1 INCR paid");
    survivor.run("SET paid 0");
    assertThat(redo(survivor, write)).isEqualTo("already");
    assertThat(survivor.run("GET paid")).isEqualTo(Reply.bulk("0"));
    assertThat(redo(survivor, write, OVERWRITE)).isEqualTo("already");
  }

  @Test
  void whatWasDoneAgainIsNotRunOnceMoreByItsClient() {
    String session = open();
    DivergedWrite write = write("CHORUS ONCE " + session + " 1 INCR paid");
    assertThat(redo(survivor, write)).isEqualTo("applied");
    assertThat(survivor.run("CHORUS ONCE " + session + " 1 INCR paid")).isEqualTo(Reply.ONE);
    assertThat(survivor.run("CHORUS ONCE " + session + " 2 INCR paid")).isEqualTo(Reply.integer(2));
    assertThat(survivor.count(RowKind.ONCE_OUTCOME)).isEqualTo(2);
  }

  @Test
  void aWriteOfASessionThatTheTailOpenedIsDoneWithoutItsOutcome() {
    MapView tail = survivor.fork();
    String session = ((Reply.Bulk) tail.run("CHORUS ONCE OPEN")).value().utf8();
    tail.run("CHORUS ONCE " + session + " 1 INCR paid");
    List<DivergedWrite> writes = new TailReader(survivor).read(tail.log());
    assertThat(redo(survivor, writes.getFirst())).isEqualTo("already");
    assertThat(redo(survivor, writes.getLast())).isEqualTo("applied");
    assertThat(survivor.count(RowKind.ONCE_OUTCOME)).isZero();
    assertThat(survivor.run("GET paid")).isEqualTo(Reply.bulk("1"));
  }

  @Test
  void aFlushIsNeverDoneAgainByItself() {
    survivor.run("SET a 1");
    DivergedWrite write = write("FLUSHDB");
    assertThat(redo(survivor, write)).isEqualTo("flush");
    assertThat(redo(survivor, write, OVERWRITE)).isEqualTo("flush");
    assertThat(survivor.run("GET a")).isEqualTo(Reply.bulk("1"));
  }

  @Test
  void anOverwrittenCollectionKeepsTheElementsThatTheWriteDoesNotName() {
    survivor.run("HSET hash a 1 b 2");
    DivergedWrite put = write("HSET hash a 7");
    DivergedWrite removal = write("HDEL hash a b");
    survivor.run("HSET hash c 3");
    assertThat(redo(survivor, put)).isEqualTo("conflict hash");
    assertThat(redo(survivor, put, OVERWRITE)).isEqualTo("applied");
    assertThat(survivor.run("HMGET hash a b c"))
        .isEqualTo(Reply.array(Reply.bulk("7"), Reply.bulk("2"), Reply.bulk("3")));
    assertThat(redo(survivor, removal, OVERWRITE)).isEqualTo("applied");
    assertThat(survivor.run("HLEN hash")).isEqualTo(Reply.ONE);
    Content.of(survivor);
  }

  @Test
  void theOrderOfASortedSetIsDoneAgainWithIt() {
    survivor.run("ZADD board 1 ann 2 bob 3 cid");
    DivergedWrite moved = write("ZADD board 9 ann 0 dan");
    DivergedWrite removed = write("ZPOPMIN board");
    DivergedWrite made = write("ZADD fresh 2 b 1 a");
    assertThat(redo(survivor, moved)).isEqualTo("applied");
    assertThat(redo(survivor, made)).isEqualTo("applied");
    assertThat(survivor.run("ZRANGE board 0 -1"))
        .isEqualTo(
            Reply.array(
                Reply.bulk("dan"), Reply.bulk("bob"), Reply.bulk("cid"), Reply.bulk("ann")));
    assertThat(survivor.run("ZRANK fresh b")).isEqualTo(Reply.ONE);
    assertThat(redo(survivor, removed)).isEqualTo("conflict board");
    assertThat(redo(survivor, removed, OVERWRITE)).isEqualTo("applied");
    assertThat(survivor.run("ZRANK board ann")).isEqualTo(Reply.NULL);
    assertThat(survivor.run("ZRANK board cid")).isEqualTo(Reply.integer(2));
    assertThat(survivor.count(RowKind.ORDER)).isEqualTo(survivor.count(RowKind.ELEMENT));
  }

  @Test
  void anOverwrittenCollectionThatWasDeletedIsDeletedWhateverItHolds() {
    survivor.run("HSET hash a 1");
    DivergedWrite write = write("DEL hash");
    survivor.run("HSET hash b 2");
    assertThat(redo(survivor, write)).isEqualTo("conflict hash");
    assertThat(redo(survivor, write, OVERWRITE)).isEqualTo("applied");
    assertThat(survivor.run("EXISTS hash")).isEqualTo(Reply.ZERO);
  }

  @Test
  void aKeyOfAnotherTypeIsOverwrittenByWhatTheWriteKnows() {
    survivor.run("HSET hash a 1 b 2");
    DivergedWrite put = write("HSET hash a 7");
    DivergedWrite removal = write("HDEL hash a");
    survivor.run("SET hash text");
    assertThat(redo(survivor, removal, OVERWRITE)).isEqualTo("conflict hash");
    assertThat(survivor.run("GET hash")).isEqualTo(Reply.bulk("text"));
    assertThat(redo(survivor, put, OVERWRITE)).isEqualTo("applied");
    assertThat(survivor.run("HGETALL hash"))
        .isEqualTo(Reply.map(Reply.entry("a", Reply.bulk("7"))));
  }

  @Test
  void aCollectionThatTheWriteDoesNotNameIsAConflictWhateverIsThere() {
    survivor.run("HSET hash a 1");
    for (String there : List.of("DEL other", "HSET other b 2")) {
      survivor.run(there);
      DivergedWrite write = moved("hash", "other");
      MapView database = survivor.fork();
      NavigableMap<Bytes, Object> content = Content.of(database);
      assertThat(redo(database, write)).isEqualTo("conflict other");
      assertThat(Content.of(database)).isEqualTo(content);
      database.run("HSET other c 3");
      assertThat(redo(database, write, OVERWRITE)).isEqualTo("conflict other");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH list c",
        "LPUSH list c",
        "LPOP list",
        "RPOP list",
        "LSET list 0 c",
        "LREM list 0 b",
        "LINSERT list AFTER a c",
        "LTRIM list 1 2",
        "LTRIM list 3 3",
        "LMOVE list list LEFT RIGHT",
        "LMOVE list list RIGHT LEFT",
        "LMOVE list single RIGHT LEFT",
        "LMOVE single list RIGHT LEFT",
        "RPUSH none a b",
        "LPUSH none a b",
        "LPOP single",
        "LPOP list 9",
        "DEL list"
      })
  void aListThatHoldsWhatItHeldGetsTheWrite(String command) {
    survivor.run("RPUSH list a b a b");
    survivor.run("RPUSH single a");
    DivergedWrite write = write(command);
    for (Bytes[] terms : List.of(new Bytes[0], new Bytes[] {OVERWRITE})) {
      MapView database = survivor.fork();
      MapView shadow = survivor.fork();
      shadow.run(command);
      assertThat(redo(database, write, terms)).isEqualTo("applied");
      assertThat(Content.of(database)).isEqualTo(Content.of(shadow));
      assertThat(redo(database, write, terms)).isEqualTo("already");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH list c",
        "LPOP list",
        "LSET list 0 c",
        "LREM list 1 b",
        "LINSERT list AFTER a c",
        "LTRIM list 1 2",
        "LMOVE list none LEFT RIGHT",
        "RPUSH single c",
        "LPOP single"
      })
  void aListOfAnotherContentIsAConflictEvenToAnOverwrite(String command) {
    survivor.run("RPUSH list a b a b");
    survivor.run("RPUSH single a");
    DivergedWrite write = write(command);
    String key = command.contains("single") ? "single" : "list";
    for (String foreign : List.of("LSET " + key + " 0 foreign", "RPUSH " + key + " foreign")) {
      MapView database = survivor.fork();
      database.run(foreign);
      NavigableMap<Bytes, Object> content = Content.of(database);
      assertThat(redo(database, write)).isEqualTo("conflict " + key);
      assertThat(redo(database, write, OVERWRITE)).isEqualTo("conflict " + key);
      assertThat(Content.of(database)).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH list a b c",
        "LPUSH list a b",
        "RPUSH list a",
        "LTRIM long 9 9",
        "DEL long"
      })
  void aWriteThatIsTheWholeListOverwritesWhateverIsThere(String command) {
    survivor.run("RPUSH long 0 1 2 3 4 5 6 7 8 9");
    DivergedWrite write = write(command);
    MapView shadow = survivor.fork();
    shadow.run(command);
    String key = command.contains("long") ? "long" : "list";
    for (String foreign : List.of("RPUSH " + key + " x y", "SET " + key + " text")) {
      MapView database = survivor.fork();
      database.run(foreign);
      assertThat(redo(database, write)).isEqualTo("conflict " + key);
      assertThat(redo(database, write, OVERWRITE)).isEqualTo("applied");
      assertThat(Content.of(database)).isEqualTo(Content.of(shadow));
    }
  }

  @Test
  void aPartOfAListThatIsGoneIsAConflict() {
    survivor.run("RPUSH list a b");
    DivergedWrite write = write("RPUSH list c");
    survivor.run("DEL list");
    assertThat(redo(survivor, write)).isEqualTo("conflict list");
    assertThat(redo(survivor, write, OVERWRITE)).isEqualTo("conflict list");
    assertThat(survivor.run("EXISTS list")).isEqualTo(Reply.ZERO);
  }

  @Test
  void aListWhosePositionsCannotBeIsRefused() {
    CollectionId any = new CollectionId(new Epoch(1), new Lsn(1), 0);
    Bytes value = Bytes.utf8("v");
    long middle = Meta.MIDDLE_POSITION;
    for (long[] positions : new long[][] {{middle, middle + 2}, {0, 1}, {Long.MAX_VALUE}}) {
      Meta.OfCollection list = Meta.OfCollection.empty(ValueType.LIST, any);
      List<ElementChange> changes = new ArrayList<>();
      for (long position : positions) {
        Bytes name = RowKeys.positionName(position);
        list = list.added(name, value);
        changes.add(new ElementChange(name, Optional.empty(), Optional.of(value)));
      }
      assertThat(redo(survivor, made(list, changes))).isEqualTo("conflict list");
    }
    Bytes odd = Bytes.utf8("odd");
    Meta.OfCollection list = Meta.OfCollection.empty(ValueType.LIST, any).added(odd, value);
    Bytes write =
        DivergedCodec.encode(
            List.of(
                made(list, List.of(new ElementChange(odd, Optional.empty(), Optional.of(value))))));
    assertThat(survivor.run(CHORUS, REDO, write)).isInstanceOf(Reply.Error.class);
    assertThat(survivor.run("EXISTS list")).isEqualTo(Reply.ZERO);
  }

  /// A write that made `list` out of nothing.
  private static DivergedWrite made(Meta.OfCollection list, List<ElementChange> changes) {
    Bytes key = Bytes.utf8("list");
    KeyChange change = new KeyChange(key, new Image.Absent(), Image.of(key, list), changes);
    return new DivergedWrite(
        new LogPosition(new Epoch(1), new Lsn(9)), Hlc.ZERO, false, List.of(), List.of(change));
  }

  @Test
  void whatIsNoWriteIsRefused() {
    DivergedWrite write = write("SET a 1");
    assertThat(survivor.run(CHORUS, REDO, Bytes.utf8("rubbish")))
        .isInstanceOfSatisfying(
            Reply.Error.class,
            error -> assertThat(error.text()).startsWith("ERR the word behind CHORUS REDO is no"));
    Bytes two = DivergedCodec.encode(List.of(write, write));
    assertThat(survivor.run(CHORUS, REDO, two))
        .isEqualTo(Reply.error("ERR", "CHORUS REDO takes one write, not 2"));
    Bytes one = DivergedCodec.encode(List.of(write));
    assertThat(survivor.run(CHORUS, REDO, one, Bytes.utf8("else")))
        .isEqualTo(Reply.error("ERR", "syntax error"));
    assertThat(survivor.run(CHORUS, REDO, one, OVERWRITE, OVERWRITE))
        .isEqualTo(Reply.error("ERR", "syntax error"));
    assertThat(survivor.run("EXISTS a")).isEqualTo(Reply.ZERO);
  }

  /// With OVERWRITE nothing is in the way of what can be known: then keys hold what they held
  /// after, or, of a collection, the elements that the write put.
  private static void overwrites(MapView database, DivergedWrite write) {
    String answer = redo(database, write, OVERWRITE);
    assertThat(answer).matches("applied|conflict k[0-4]");
    NavigableMap<Bytes, Object> content = Content.of(database);
    if (answer.equals("applied")) {
      for (KeyChange change : write.keys()) {
        switch (change.after()) {
          case Image.Text text ->
              assertThat(content.get(change.key()))
                  .isEqualTo(new Meta.OfString(text.value(), text.expiryMillis()));
          case Image.Collection after -> holdsElements(database, change, after);
          case Image.Absent() ->
              assertThat(content.get(change.key()) instanceof Meta.OfString).isFalse();
          case Image.Unknown() -> throw new AssertionError("what a write leaves is known");
        }
      }
    }
  }

  private static void holdsElements(MapView database, KeyChange change, Image.Collection after) {
    var meta = keys(database).collection(change.key(), after.type());
    for (ElementChange element : change.elements()) {
      assertThat(meta == null ? null : keys(database).element(meta, element.element()))
          .isEqualTo(element.after().orElse(null));
    }
  }

  private static void foreign(MapView database, Bytes key, SplittableRandom random) {
    if (random.nextBoolean()) {
      database.run("SET " + key.utf8() + " foreign");
    } else {
      database.run("DEL " + key.utf8());
      database.run("HSET " + key.utf8() + " foreign 1");
    }
  }

  private static Keyspace keys(MapView database) {
    return Keyspace.over(database);
  }

  private String open() {
    return ((Reply.Bulk) survivor.run("CHORUS ONCE OPEN")).value().utf8();
  }

  /// `command` as a write that diverged just here.
  private DivergedWrite write(String command) {
    MapView tail = survivor.fork();
    tail.run(command);
    return new TailReader(survivor).read(tail.log()).getFirst();
  }

  /// The write of a record that gives the collection at one key to another.
  private DivergedWrite moved(String from, String to) {
    MapView tail = survivor.fork();
    Bytes key = Bytes.utf8(from);
    Meta meta = Objects.requireNonNull(keys(tail).meta(key));
    tail.change(
        List.of(
            new Effect.Delete(RowKeys.metaRow(0, key)),
            RandomHistory.put(tail, Bytes.utf8(to), meta)));
    return new TailReader(survivor).read(tail.log()).getFirst();
  }

  private static String redo(MapView database, DivergedWrite write, Bytes... more) {
    List<Bytes> words =
        new ArrayList<>(List.of(CHORUS, REDO, DivergedCodec.encode(List.of(write))));
    words.addAll(List.of(more));
    return switch (database.run(words.toArray(Bytes[]::new))) {
      case Reply.Bulk(Bytes word) -> word.utf8();
      case Reply other -> throw new AssertionError(other);
    };
  }

  /// A history, and the writes of its end.
  private static final class Histories {
    private final MapView base = new MapView();
    private final MapView full;
    private final List<DivergedWrite> writes;

    Histories(long seed) {
      var history = new RandomHistory(seed);
      history.open(base);
      history.run(base, 25);
      full = base.fork();
      history.run(full, 50);
      writes = new TailReader(base).read(full.log());
    }

    List<Effect> effects(DivergedWrite write) {
      return full.log().stream()
          .filter(record -> record.position().equals(write.position()))
          .findFirst()
          .map(record -> EffectCodec.decode(record.payload()))
          .orElseThrow();
    }
  }
}
