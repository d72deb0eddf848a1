package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.command.MapView;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.OrderKeys;
import chorus.value.Place;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private final FakeStore store = new FakeStore();

  @BeforeEach
  void fill() {
    Keyspace keys = new Keyspace(new Overlay(store));
    LogPosition position = new LogPosition(new Epoch(1), new Lsn(1));
    keys.begin(position);
    keys.set("s", "1");
    keys.hset("h", "f", "1");
    keys.hset("h", "g", "1");
    keys.keepOutcome(1, "outcome");
    apply(position, keys.end());
  }

  @Test
  void whatWasAppliedIsClean() {
    VerifyReport report = Verification.of(store.snapshot());
    assertThat(report.isClean()).isTrue();
    assertThat(report.keys()).isEqualTo(2);
    assertThat(report.applied()).isEqualTo(new Lsn(1));
    assertThat(report.recomputed()).isEqualTo(report.recorded());
  }

  @Test
  void aChangedElementIsFound() {
    store.rows.put(first(RowKind.ELEMENT), Bytes.utf8("rotten"));
    assertThat(problems()).singleElement().asString().contains("elements' hash of key \"h\"");
  }

  @Test
  void aChangedOutcomeIsFound() {
    store.rows.put(first(RowKind.ONCE_OUTCOME), Bytes.utf8("rotten"));
    assertThat(problems())
        .hasSize(2)
        .anyMatch(text -> text.startsWith("content hash"))
        .anyMatch(text -> text.startsWith("hash of the once rows"));
  }

  @Test
  void aLostSessionIsFound() {
    store.rows.put(OnceKeys.countRow(), OnceKeys.countValue(1));
    assertThat(problems()).contains("number of once sessions: recorded 1, found 0");
  }

  @Test
  void aMissingElementIsFound() {
    store.rows.remove(first(RowKind.ELEMENT));
    assertThat(problems()).anyMatch(text -> text.contains("number of elements of key \"h\""));
  }

  @Test
  void aChangedValueIsFound() {
    store.rows.put(
        RowKeys.metaRow(0, Bytes.utf8("s")), new Meta.OfString(Bytes.utf8("2")).encode());
    assertThat(problems()).singleElement().asString().startsWith("content hash: recorded");
  }

  @Test
  void aMissingKeyIsFound() {
    store.rows.remove(RowKeys.metaRow(0, Bytes.utf8("s")));
    assertThat(problems()).contains("number of keys: recorded 2, found 1");
  }

  @Test
  void aRowThatIsNoMetaRowIsFound() {
    store.rows.put(RowKeys.metaRow(0, Bytes.utf8("s")), Bytes.utf8("?"));
    assertThat(problems()).anyMatch(text -> text.startsWith("key \"s\": meta row"));
  }

  @Test
  void aRowAtAWrongPlaceIsFound() {
    Bytes right = RowKeys.metaRow(0, Bytes.utf8("s"));
    byte[] wrong = right.toArray();
    wrong[12] ^= 1;
    store.rows.put(Bytes.wrap(wrong), Objects.requireNonNull(store.rows.remove(right)));
    assertThat(problems()).containsExactly("key \"s\": its row lies at a wrong place");
  }

  @Test
  void anElementOfAListOutsideItsPositionsIsFound() {
    List<String> problems = problemsOfList(2, 77);
    assertThat(problems).anyMatch(text -> text.contains("lies at a wrong place"));
  }

  @Test
  void aGapInAListIsFound() {
    assertThat(problemsOfList(1, 3)).hasSize(1).allMatch(text -> text.contains("at a wrong place"));
  }

  @Test
  void aListThatIsWholeIsClean() {
    assertThat(problemsOfList(1, 2)).isEmpty();
  }

  @Test
  void anElementOfAListWhoseNameIsNotItsPositionIsFound() {
    Meta.OfCollection list = list(1, 2);
    Bytes right = RowKeys.listRow(list.id(), list.first());
    byte[] wrong = right.toArray();
    wrong[right.length() - 1] ^= 1;
    store.rows.put(Bytes.wrap(wrong), Objects.requireNonNull(store.rows.remove(right)));
    assertThat(problems()).anyMatch(text -> text.contains("lies at a wrong place"));
  }

  /// Of a list that begins at 1 and has elements at these positions.
  private List<String> problemsOfList(long... positions) {
    list(positions);
    return problems();
  }

  private Meta.OfCollection list(long... positions) {
    LogPosition position = new LogPosition(new Epoch(1), new Lsn(2));
    CollectionId id = new CollectionId(position.epoch(), position.lsn(), 0);
    Meta.OfCollection list = Meta.OfCollection.empty(ValueType.LIST, id).startingAt(1);
    List<Effect> effects = new ArrayList<>();
    for (long each : positions) {
      effects.add(new Effect.Put(RowKeys.listRow(id, each), Bytes.EMPTY));
      list = list.added(RowKeys.positionName(each), Bytes.EMPTY);
    }
    effects.add(new Effect.Put(RowKeys.metaRow(0, Bytes.utf8("l")), list.encode()));
    apply(position, effects);
    return list;
  }

  private void apply(LogPosition position, List<Effect> effects) {
    Bytes payload = EffectCodec.encode(effects);
    new Applier(store, new SplittableRandom(1))
        .apply(
            List.of(
                new LogRecord(
                    position.epoch(), position.lsn(), Hlc.ZERO, RecordKind.ROWS, payload)));
  }

  @Test
  void anOrderThatIsNotThatOfTheScoresIsFound() {
    for (int damage = 0; damage < 4; damage++) {
      fillSortedSet();
      assertThat(problems()).isEmpty();
      Bytes lowest = first(RowKind.ORDER);
      Bytes head = OrderKeys.row(OrderKeys.collectionOf(lowest), 1, Place.HEAD);
      switch (damage) {
        case 0 -> store.rows.remove(lowest);
        case 1 -> store.rows.put(RowKeys.above(lowest), Bytes.EMPTY);
        case 2 -> store.rows.put(head, OrderKeys.countValue(1_000));
        default -> store.rows.put(head, Bytes.EMPTY);
      }
      assertThat(problems()).isNotEmpty().allMatch(text -> text.startsWith("order of key \"z\": "));
    }
  }

  /// Commands of a leader of its own, in place of what was there.
  private void fillSortedSet() {
    MapView leader = new MapView();
    for (int i = 0; i < 100; i++) {
      leader.run("ZADD z " + i + " m" + i);
    }
    store.rows.clear();
    new Applier(store, new SplittableRandom(1)).apply(leader.log());
  }

  private List<String> problems() {
    return Verification.of(store.snapshot()).problems();
  }

  private Bytes first(RowKind kind) {
    return store.rows.ceilingKey(kind.range().from());
  }
}
