package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.time.Hlc;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Every change of a short list, and how many rows it takes.
final class ListEditTest {
  private static final int SIZE = 9;
  private static final Bytes KEY = Bytes.utf8("l");
  private static final Moment MOMENT = new Moment(Hlc.ZERO, new Epoch(7), new Lsn(1_000), 1);

  @Test
  void whateverIsRemovedTheRestStaysInOrderAndFewRowsChange() {
    for (int mask = 1; mask < 1 << SIZE; mask++) {
      NavigableSet<Long> removed = new TreeSet<>();
      List<Bytes> left = new ArrayList<>();
      int run = 0;
      int longest = 0;
      for (int i = 0; i < SIZE; i++) {
        boolean goes = (mask & 1 << i) != 0;
        if (goes) {
          removed.add((long) i);
        } else {
          left.add(value(i));
        }
        run = goes ? 0 : run + 1;
        longest = Math.max(longest, run);
      }
      int rows = Math.min(left.size(), SIZE - longest);
      changes(list -> list.removeAll(removed), left, 1 + rows);
    }
  }

  @Test
  void whateverIsKeptFewRowsChange() {
    for (int from = 0; from < SIZE; from++) {
      for (int to = from + 1; to <= SIZE; to++) {
        int first = from;
        int end = to;
        int rows = Math.min(to - from, SIZE - (to - from));
        if (rows > 0) {
          changes(list -> list.keep(first, end), values().subList(from, to), 1 + rows);
        }
      }
    }
  }

  @Test
  void anInsertionMovesTheShorterSide() {
    for (int at = 0; at <= SIZE; at++) {
      List<Bytes> expected = values();
      expected.add(at, KEY);
      int index = at;
      changes(list -> list.insert(index, KEY), expected, 2 + Math.min(at, SIZE - at));
    }
  }

  @Test
  void oneChangeAfterAnotherSeesIt() {
    List<Bytes> expected = values().subList(2, SIZE - 3);
    expected.addFirst(KEY);
    expected.set(2, KEY);
    changes(
        list -> {
          assertThat(list.popFirst(2)).containsExactly(value(0), value(1));
          assertThat(list.popLast()).isEqualTo(value(SIZE - 1));
          assertThat(list.popLast(2)).containsExactly(value(SIZE - 2), value(SIZE - 3));
          list.pushFirst(KEY);
          list.set(2, KEY);
          assertThat(list.get(0)).isEqualTo(KEY);
          assertThat(list.size()).isEqualTo(SIZE - 4);
        },
        expected,
        7);
  }

  @Test
  void aListThatIsEmptiedAndFilledInOneChangeIsThere() {
    for (int side = 0; side < 4; side++) {
      boolean first = side % 2 == 0;
      boolean last = side / 2 == 0;
      changes(
          list -> {
            if (first) {
              list.popFirst(SIZE);
            } else {
              list.popLast(SIZE);
            }
            if (last) {
              list.pushLast(KEY);
            } else {
              list.pushFirst(KEY);
            }
          },
          List.of(KEY),
          first ? SIZE + 2 : SIZE + 1);
    }
  }

  /// Makes the list of [#values()], changes it, and looks at what it is then.
  private static void changes(Consumer<ListEdit> change, List<Bytes> expected, int rows) {
    var database = new MapView();
    List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8("RPUSH"), KEY));
    words.addAll(values());
    database.run(words.toArray(Bytes[]::new));
    Edit edit = Edit.over(database, MOMENT);
    change.accept(edit.list(KEY));
    switch (edit.done(Reply.OK)) {
      case Outcome.Change(List<Effect> effects, Reply _) -> {
        assertThat(effects).hasSize(rows);
        database.change(effects);
      }
      case Outcome other -> throw new AssertionError(other);
    }
    Keyspace keys = Keyspace.over(database);
    Meta.OfCollection meta = keys.collection(KEY, ValueType.LIST);
    assertThat(meta == null).isEqualTo(expected.isEmpty());
    if (meta != null) {
      holds(keys, meta, expected);
    }
  }

  private static void holds(Keyspace keys, Meta.OfCollection meta, List<Bytes> expected) {
    Meta.OfCollection counted =
        Meta.OfCollection.empty(ValueType.LIST, meta.id()).startingAt(meta.first());
    for (Element element : keys.all(meta)) {
      counted = counted.added(element.name(), element.value());
    }
    assertThat(counted).isEqualTo(meta);
    assertThat(keys.values(meta, 0, meta.count())).isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Objects.requireNonNull(keys.valueAt(meta, i))).isEqualTo(expected.get(i));
    }
    assertThat(keys.valueAt(meta, -1)).isNull();
    assertThat(keys.valueAt(meta, expected.size())).isNull();
  }

  private static List<Bytes> values() {
    List<Bytes> values = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      values.add(value(i));
    }
    return values;
  }

  private static Bytes value(int number) {
    return Bytes.utf8("v" + number);
  }
}
