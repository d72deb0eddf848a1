package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowTreeTest {
  @Test
  void aHistoryOfChangesEqualsASortedMapAndEveryOldTreeStays() {
    SplittableRandom random = new SplittableRandom(5);
    NavigableMap<Bytes, Bytes> model = new TreeMap<>();
    List<RowTree> trees = new ArrayList<>();
    List<NavigableMap<Bytes, Bytes>> models = new ArrayList<>();
    RowTree tree = RowTree.EMPTY;
    for (int step = 0; step < 20_000; step++) {
      Bytes row = row(random.nextInt(600));
      if (random.nextInt(5) < (step / 4_000 % 2 == 0 ? 4 : 1)) {
        model.put(row, row(step));
        tree = tree.with(new Effect.Put(row, row(step)));
      } else {
        model.remove(row);
        tree = tree.with(new Effect.Delete(row));
      }
      assertThat(tree.get(row)).isEqualTo(model.get(row));
      if (step % 1_000 == 0) {
        trees.add(tree);
        models.add(new TreeMap<>(model));
      }
    }
    for (int i = 0; i < trees.size(); i++) {
      assertThat(content(trees.get(i), row(0), row(9_999))).isEqualTo(models.get(i));
      assertThat(content(trees.get(i), row(100), row(200)))
          .isEqualTo(models.get(i).subMap(row(100), row(200)));
      assertThat(content(built(models.get(i)), row(0), row(9_999))).isEqualTo(models.get(i));
    }
  }

  @Test
  void sortedInsertionsKeepTheTreeLow() {
    RowTree tree = RowTree.EMPTY;
    for (int i = 0; i < 100_000; i++) {
      tree = tree.with(new Effect.Put(row(i), Bytes.EMPTY));
    }
    // 1.44 times the binary logarithm, as the paper proves.
    assertThat(tree.height()).isLessThanOrEqualTo(24);
  }

  @Test
  void deletingAnAbsentRowChangesNothing() {
    RowTree tree = RowTree.EMPTY.with(new Effect.Put(row(1), row(1)));
    assertThat(tree.with(new Effect.Delete(row(2)))).isSameAs(tree);
  }

  private static RowTree built(NavigableMap<Bytes, Bytes> rows) {
    List<Effect.Put> puts = new ArrayList<>();
    rows.forEach((row, value) -> puts.add(new Effect.Put(row, value)));
    return RowTree.ofSorted(puts);
  }

  private static NavigableMap<Bytes, Bytes> content(RowTree tree, Bytes from, Bytes to) {
    return RowsOf.range(MemoryRows.of(tree), from, to);
  }

  private static Bytes row(int number) {
    return Bytes.utf8(String.format("%06d", number));
  }
}
