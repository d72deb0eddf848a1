package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Scans of an edit show the rows as it leaves them.
final class EditScanTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aScanIsThatOfTheChangedRows() {
    for (int round = 0; round < 500; round++) {
      var database = new MapView();
      var model = new TreeMap<Bytes, Bytes>();
      for (int i = 0; i < 20; i++) {
        Bytes row = row();
        database.change(List.of(new Effect.Put(row, row)));
        model.put(row, row);
      }
      Edit edit = edit(database);
      for (int i = 0; i < 15; i++) {
        change(edit, model);
        Bytes one = row();
        Bytes other = row();
        Bytes from = one.compareTo(other) < 0 ? one : other;
        Bytes to = one.compareTo(other) < 0 ? other : one;
        assertThat(scan(edit, from, to))
            .isEqualTo(new ArrayList<>(model.subMap(from, to).values()));
      }
      if (edit.done(Reply.OK) instanceof Outcome.Change change) {
        database.change(change.effects());
      }
      assertThat(scan(edit(database), Bytes.EMPTY, Bytes.utf8("z")))
          .isEqualTo(new ArrayList<>(model.values()));
    }
  }

  @Test
  void aRowThatGetsBackWhatItHeldDoesNotChange() {
    var database = new MapView();
    Bytes row = row();
    database.change(List.of(new Effect.Put(row, Bytes.utf8("old"))));
    Edit edit = edit(database);
    edit.put(row, Bytes.utf8("new"));
    assertThat(scan(edit, Bytes.EMPTY, Bytes.utf8("z"))).containsExactly(Bytes.utf8("new"));
    edit.putBack(row, Bytes.utf8("old"));
    assertThat(scan(edit, Bytes.EMPTY, Bytes.utf8("z"))).containsExactly(Bytes.utf8("old"));
    assertThat(edit.done(Reply.OK)).isEqualTo(new Outcome.Answer(Reply.OK));
  }

  private void change(Edit edit, Map<Bytes, Bytes> model) {
    Bytes row = row();
    switch (random.nextInt(3)) {
      case 0 -> {
        edit.remove(row);
        model.remove(row);
      }
      case 1 -> {
        edit.putBack(row, row);
        model.put(row, row);
      }
      default -> {
        edit.put(row, Bytes.utf8("changed"));
        model.put(row, Bytes.utf8("changed"));
      }
    }
  }

  private Bytes row() {
    return Bytes.utf8("r" + random.nextInt(10, 50));
  }

  private static Edit edit(MapView database) {
    return Edit.over(database, new Moment(Hlc.ZERO, new Epoch(1), new Lsn(1), 1));
  }

  private static List<Bytes> scan(Edit edit, Bytes from, Bytes to) {
    var values = new ArrayList<Bytes>();
    try (RowCursor cursor = edit.keys().rows().scan(from, to)) {
      while (cursor.next()) {
        values.add(cursor.value());
      }
    }
    return values;
  }
}
