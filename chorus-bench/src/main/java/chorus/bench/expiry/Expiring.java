package chorus.bench.expiry;

import chorus.client.Connection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Keys that all expire within a span of two seconds.
final class Expiring {
  /// From the first deadline to the last.
  static final int SPAN_MILLIS = 2000;

  private static final int DEPTH = 500;
  private static final Bytes SET = Bytes.utf8("SET");
  private static final Bytes PXAT = Bytes.utf8("PXAT");
  private static final Bytes VALUE = Bytes.utf8("v".repeat(100));

  private Expiring() {}

  /// Writes so many `keys`, which expire evenly from `firstMillis` of the wall clock on.
  static void write(Connection connection, int keys, long firstMillis) throws IOException {
    for (int from = 0; from < keys; from += DEPTH) {
      List<List<Bytes>> batch = new ArrayList<>(DEPTH);
      for (int i = from; i < Math.min(keys, from + DEPTH); i++) {
        long deadline = firstMillis + (long) i * SPAN_MILLIS / keys;
        batch.add(
            List.of(
                SET,
                Bytes.utf8("expiring:" + i),
                VALUE,
                PXAT,
                Bytes.utf8(Long.toString(deadline))));
      }
      for (Reply reply : connection.pipeline(batch)) {
        if (reply instanceof Reply.Error error) {
          throw new IOException(error.text());
        }
      }
    }
  }

  /// How many keys the database says it has.
  static long count(Connection connection) throws IOException {
    return switch (connection.call("DBSIZE")) {
      case Reply.Int(long count) -> count;
      case Reply other -> throw new IOException("DBSIZE answers " + other);
    };
  }
}
