package chorus.command;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Another view, and how many rows were read through this one.
final class CountingView implements View {
  private static final Moment MOMENT = new Moment(Hlc.ZERO, new Epoch(9), new Lsn(1_000_000), 5);

  private final View view;
  private long rows;

  private CountingView(View view) {
    this.view = view;
  }

  /// How many rows `line` reads of `database`, which stays as it is.
  static long rowsRead(MapView database, String line) {
    var words = Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList();
    var found = (Lookup.Found) CommandTable.standard().find(words);
    var counting = new CountingView(database);
    ((Handler.Data) found.handler()).run(counting, found.args(), MOMENT);
    return counting.rows;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    rows++;
    return view.get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    RowCursor cursor = view.scan(from, to);
    return new RowCursor() {
      @Override
      public boolean next() {
        rows++;
        return cursor.next();
      }

      @Override
      public Bytes row() {
        return cursor.row();
      }

      @Override
      public Bytes value() {
        return cursor.value();
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
  }
}
