package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.Place;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.RowRange;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The order of a sorted set is that of a sorted list, and its rows follow from what it holds.
final class OrderedMembersTest {
  private static final Bytes KEY = Bytes.utf8("z");
  private static final Comparator<Scored> ORDER =
      Comparator.comparingDouble(Scored::score).thenComparing(Scored::member);
  private static final double[] SCORES = {
    Double.NEGATIVE_INFINITY,
    -1e300,
    -2,
    -1,
    0,
    Double.MIN_VALUE,
    0.5,
    1,
    2,
    3,
    1e20,
    Double.POSITIVE_INFINITY
  };

  /// Some members of each height, so that a few make all levels.
  private static final List<Bytes> MEMBERS = members(14, 8, 6, 4, 2);

  private final MapView database = new MapView();
  private final NavigableMap<Bytes, Double> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void itIsTheOrderOfASortedListAfterEveryStep(int seed) {
    var random = new SplittableRandom(seed);
    for (int step = 0; step < 1_000; step++) {
      change(random, step % 200 < 150 ? 4 : 1);
      holds();
    }
  }

  @Test
  void aMemberThatMovesNowhereChangesItsOwnRowsAlone() {
    for (int i = 0; i < MEMBERS.size(); i++) {
      put(MEMBERS.get(i), 10 * i);
    }
    Bytes plain = MEMBERS.getFirst();
    assertThat(OrderKeys.height(plain)).isZero();
    assertThat(effects(edit -> put(edit, plain, 1))).isEqualTo(4);
    Bytes tower = MEMBERS.getLast();
    assertThat(OrderKeys.height(tower)).isEqualTo(OrderKeys.TOP);
    assertThat(effects(edit -> put(edit, tower, 1_000))).isEqualTo(4 + 2 * OrderKeys.TOP);
    assertThat(
            effects(edit -> {
              put(edit, plain, 500);
              put(edit, plain, 0);
            }))
        .as("there and back")
        .isLessThanOrEqualTo(3);
  }

  @Test
  void heightsAreRarerTheHigherTheyAre() {
    int[] counts = new int[OrderKeys.TOP + 1];
    for (int i = 0; i < 200_000; i++) {
      counts[OrderKeys.height(Bytes.utf8("m" + i))]++;
    }
    assertThat(counts[0]).isBetween(193_000, 194_500);
    assertThat(counts[1]).isBetween(5_700, 6_400);
    assertThat(counts[2]).isBetween(130, 260);
  }

  /// Adds, moves and removes some members; in one edit, as a command would.
  private void change(SplittableRandom random, int putsOfFive) {
    NavigableMap<Bytes, Double> changes = new TreeMap<>();
    int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 12 : 2);
    for (int i = 0; i < count; i++) {
      Bytes member = MEMBERS.get(random.nextInt(MEMBERS.size()));
      boolean isPut = random.nextInt(5) < putsOfFive;
      changes.put(member, isPut ? SCORES[random.nextInt(SCORES.length)] : Double.NaN);
    }
    apply(edit ->
        changes.forEach((member, score) -> {
          CollectionEdit zset = edit.collection(KEY, ValueType.ZSET);
          if (Double.isNaN(score)) {
            assertThat(zset.remove(member)).isEqualTo(model.remove(member) != null);
          } else {
            assertThat(zset.put(member, OrderKeys.scoreValue(score)))
                .isEqualTo(model.put(member, score) == null);
          }
        }));
  }

  private void holds() {
    List<Scored> sorted = new ArrayList<>();
    model.forEach((member, score) -> sorted.add(new Scored(member, score)));
    sorted.sort(ORDER);
    Keyspace keys = Keyspace.over(database);
    Meta.OfCollection zset = keys.collection(KEY, ValueType.ZSET);
    if (sorted.isEmpty()) {
      assertThat(zset).isNull();
      assertThat(database.count(RowKind.ORDER)).isZero();
      return;
    }
    OrderedMembers members = OrderedMembers.of(keys, Objects.requireNonNull(zset));
    for (int i = 0; i <= sorted.size(); i++) {
      assertThat(members.page(i, 3)).isEqualTo(sorted.subList(i, Math.min(sorted.size(), i + 3)));
    }
    assertThat(members.page(0, Long.MAX_VALUE)).isEqualTo(sorted);
    for (Bytes member : MEMBERS) {
      for (double score : new double[] {model.getOrDefault(member, 1.0), 2, 0}) {
        assertThat(members.countBefore(Place.of(score, member)))
            .isEqualTo(
                sorted.stream()
                    .filter(each -> ORDER.compare(each, new Scored(member, score)) < 0)
                    .count());
      }
    }
    for (double score : SCORES) {
      assertThat(members.countBefore(Place.before(score)))
          .isEqualTo(sorted.stream().filter(each -> each.score() < score).count());
      assertThat(members.countBefore(Place.behind(score)))
          .isEqualTo(sorted.stream().filter(each -> each.score() <= score).count());
    }
    assertThat(members.countBefore(Place.FIRST)).isZero();
    assertThat(members.countBefore(Place.END)).isEqualTo(sorted.size());
    assertThat(orderRows(database, zset.id())).isEqualTo(afresh(sorted));
  }

  /// The order rows of a new sorted set of these members, which come in another order: all in one
  /// edit, or one by one.
  private static Map<String, Bytes> afresh(List<Scored> members) {
    var other = new OrderedMembersTest();
    List<Scored> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(members.size()));
    if (members.size() % 2 == 0) {
      shuffled.forEach(each -> other.put(each.member(), each.score()));
    } else {
      other.apply(edit -> {
        put(edit, shuffled.getLast().member(), 77);
        shuffled.forEach(each -> put(edit, each.member(), each.score()));
        put(edit, Bytes.utf8("gone"), 7);
        edit.collection(KEY, ValueType.ZSET).remove(Bytes.utf8("gone"));
      });
    }
    Meta.OfCollection zset = Keyspace.over(other.database).collection(KEY, ValueType.ZSET);
    return orderRows(other.database, Objects.requireNonNull(zset).id());
  }

  /// By level and place.
  private static Map<String, Bytes> orderRows(MapView database, CollectionId id) {
    Map<String, Bytes> rows = new TreeMap<>();
    RowRange range = OrderKeys.collectionRange(id);
    try (RowCursor cursor = database.scan(range.from(), range.to())) {
      while (cursor.next()) {
        Bytes row = cursor.row();
        rows.put(OrderKeys.levelOf(row) + " " + OrderKeys.placeOf(row), cursor.value());
      }
    }
    return rows;
  }

  private void put(Bytes member, double score) {
    apply(edit -> put(edit, member, score));
  }

  private static void put(Edit edit, Bytes member, double score) {
    edit.collection(KEY, ValueType.ZSET).put(member, OrderKeys.scoreValue(score));
  }

  private void apply(Consumer<Edit> changes) {
    if (decide(changes) instanceof Outcome.Change change) {
      database.change(change.effects());
    }
  }

  private int effects(Consumer<Edit> changes) {
    return ((Outcome.Change) decide(changes)).effects().size();
  }

  private Outcome decide(Consumer<Edit> changes) {
    var lsn = new Lsn(1_000_000 + database.log().size());
    Edit edit = Edit.over(database, new Moment(Hlc.ZERO, new Epoch(1), lsn, 1));
    changes.accept(edit);
    return edit.done(Reply.OK);
  }

  /// So many members of height 0, of height 1 and so on.
  private static List<Bytes> members(int... wanted) {
    int[] left = wanted.clone();
    List<Bytes> found = new ArrayList<>();
    for (int i = 0; IntStream.of(left).sum() > 0; i++) {
      Bytes member = Bytes.utf8(Integer.toString(i, 36));
      int height = OrderKeys.height(member);
      if (left[height] > 0) {
        left[height]--;
        found.add(member);
      }
    }
    found.sort(Comparator.comparingInt(OrderKeys::height));
    assertThat(found.stream().map(RowKeys::hash62)).doesNotHaveDuplicates();
    return List.copyOf(found);
  }
}
