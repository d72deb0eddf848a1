package chorus.store;

import chorus.resp.Bytes;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Some rows of a snapshot on their way to another replica: logical rows, so that it may store them
/// in another engine.
///
/// @param puts in the order of the rows
/// @param isLast whether no row follows
public record SnapshotRows(List<Effect> puts, boolean isLast) {
  public SnapshotRows {
    puts = List.copyOf(puts);
  }

  /// The rows of `snapshot` behind `after`, about `most` bytes of them and at least one; an empty
  /// `after` is before all. It reads: away from the strand only.
  public static SnapshotRows behind(StoreSnapshot snapshot, Bytes after, int most) {
    RowRange all = RowKeys.snapshotRows();
    Bytes from = after.isEmpty() ? all.from() : RowKeys.above(after);
    List<Effect> puts = new ArrayList<>();
    long bytes = 0;
    try (RowCursor cursor = snapshot.scan(from, all.to())) {
      while (bytes < most && cursor.next()) {
        puts.add(new Effect.Put(cursor.row(), cursor.value()));
        bytes += cursor.row().length() + cursor.value().length();
      }
      return new SnapshotRows(puts, bytes < most);
    }
  }

  /// What encoded puts are checked by on their way.
  public static int checksum(Bytes encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded.array(), 0, encoded.length());
    return (int) crc.getValue();
  }
}
