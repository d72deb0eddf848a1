package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Random elements of small and large collections: all are as likely, and drawing one costs as
/// much.
final class RandomElementsTest {
  private static final int ROUNDS = 100;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20, 32, 33, 50, 400, 1_500})
  void oneElementIsAsLikelyAsAnother(int size) {
    MapView database = hash(names(size));
    equallyOften(size, ROUNDS * size, i -> List.of(elements(database, i).one()));
  }

  @ParameterizedTest
  @CsvSource({"20, 5", "50, 40", "200, 3", "400, 12", "400, -3", "20, -9"})
  void severalElementsAreAsLikelyAsOthers(int size, int count) {
    MapView database = hash(names(size));
    equallyOften(size, ROUNDS * size / 3, i -> elements(database, i).some(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 31, 32, 999, 1_000, 1_001})
  void aPositiveCountGivesSoManyDifferentOnes(int count) {
    MapView database = hash(names(1_000));
    assertThat(elements(database, count).some(count))
        .doesNotHaveDuplicates()
        .hasSize(Math.min(count, 1_000));
  }

  @Test
  void theSameMomentDrawsTheSame() {
    MapView database = hash(names(1_000));
    assertThat(elements(database, 1).some(10)).isEqualTo(elements(database, 1).some(10));
    assertThat(elements(database, 1).some(-10)).isEqualTo(elements(database, 1).some(-10));
    assertThat(elements(database, 1).some(10)).isNotEqualTo(elements(database, 2).some(10));
  }

  @Test
  void elementsOfNeighbouringHashesAreFoundToo() {
    List<String> crowd =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "m" + i)
            .filter(name -> RowKeys.hash62(Bytes.utf8(name)) < RowKeys.HASHES / 200)
            .limit(2_000)
            .toList();
    MapView database = hash(crowd.stream());
    assertThat(elements(database, 1).some(60)).doesNotHaveDuplicates().hasSize(60);
    var found = new TreeMap<Bytes, Integer>();
    for (int i = 0; i < 1_000; i++) {
      found.merge(elements(database, i).one().name(), 1, Integer::sum);
    }
    assertThat(found.size()).isGreaterThan(500);
  }

  /// Source: Pearson's chi-squared test, five standard deviations above what is expected. What is
  /// first behind a random hash fails it by far.
  private static void equallyOften(int size, int rounds, IntFunction<List<Element>> draw) {
    SequencedMap<Bytes, Integer> counts = new TreeMap<>();
    int drawn = 0;
    for (int i = 0; i < rounds; i++) {
      for (Element element : draw.apply(i)) {
        counts.merge(element.name(), 1, Integer::sum);
        drawn++;
      }
    }
    assertThat(counts).as("every element was drawn").hasSize(size);
    double expected = (double) drawn / size;
    double sum = 0;
    for (int count : counts.values()) {
      sum += (count - expected) * (count - expected) / expected;
    }
    int freedom = size - 1;
    assertThat(sum).isLessThanOrEqualTo(freedom + 5 * Math.sqrt(2.0 * freedom));
  }

  private static RandomElements elements(MapView database, int seed) {
    Keyspace keys = Keyspace.over(database);
    Meta.OfCollection hash = keys.collection(Bytes.utf8("h"), ValueType.HASH);
    return new RandomElements(
        keys, Objects.requireNonNull(hash), new Moment(Hlc.ZERO, new Epoch(1), new Lsn(1), seed));
  }

  private static Stream<String> names(int size) {
    return IntStream.range(0, size).mapToObj(i -> "m" + i);
  }

  private static MapView hash(Stream<String> names) {
    var words = new ArrayList<>(List.of("HSET", "h"));
    names.forEach(name -> words.addAll(List.of(name, "v")));
    var database = new MapView();
    database.run(words.toArray(String[]::new));
    return database;
  }
}
