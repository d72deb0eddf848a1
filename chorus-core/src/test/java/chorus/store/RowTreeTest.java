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
    for (int step = 0; step < 4_000; step++) {
      boolean grow = step / 1_000 % 2 == 0;
      List<Effect> changes = new ArrayList<>();
      int many = random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(4);
      for (int i = 0; i < many; i++) {
        Bytes row = row(random.nextInt(600));
        if (random.nextInt(5) < (grow ? 4 : 1)) {
          Bytes value = row(step * 1_000 + i);
          model.put(row, value);
          changes.add(new Effect.Put(row, value));
        } else {
          model.remove(row);
          changes.add(new Effect.Delete(row));
        }
      }
      tree = tree.with(changes);
      for (Effect change : changes) {
        assertThat(tree.get(change.row())).isEqualTo(model.get(change.row()));
      }
      assertThat(tree.height()).isLessThanOrEqualTo(mostHeight(model.size()));
      if (step % 200 == 0) {
        trees.add(tree);
        models.add(new TreeMap<>(model));
      }
    }
    for (int i = 0; i < trees.size(); i++) {
      assertThat(content(trees.get(i), row(0), row(9_999_999))).isEqualTo(models.get(i));
      assertThat(content(trees.get(i), row(100), row(200)))
          .isEqualTo(models.get(i).subMap(row(100), row(200)));
      assertThat(content(built(models.get(i)), row(0), row(9_999_999))).isEqualTo(models.get(i));
    }
  }

  @Test
  void sortedInsertionsKeepTheTreeLow() {
    RowTree tree = RowTree.EMPTY;
    for (int i = 0; i < 100_000; i++) {
      tree = tree.with(List.of(new Effect.Put(row(i), Bytes.EMPTY)));
    }
    assertThat(tree.height()).isLessThanOrEqualTo(mostHeight(100_000));
  }

  @Test
  void deletingAnAbsentRowChangesNothing() {
    RowTree tree = RowTree.EMPTY.with(List.of(new Effect.Put(row(1), row(1))));
    assertThat(tree.with(List.of(new Effect.Delete(row(2))))).isSameAs(tree);
  }

  @Test
  void ofChangesToOneRowTheLastCounts() {
    RowTree tree =
        RowTree.EMPTY.with(
            List.of(
                new Effect.Put(row(1), row(1)),
                new Effect.Put(row(2), row(1)),
                new Effect.Delete(row(1)),
                new Effect.Put(row(2), row(2)),
                new Effect.Put(row(1), row(3))));
    assertThat(tree.get(row(1))).isEqualTo(row(3));
    assertThat(tree.get(row(2))).isEqualTo(row(2));
  }

  /// 1.44 times the binary logarithm, as the paper proves.
  private static int mostHeight(int rows) {
    return (int) (1.4405 * Math.log(rows + 2) / Math.log(2));
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
    return Bytes.utf8(String.format("%07d", number));
  }
}
