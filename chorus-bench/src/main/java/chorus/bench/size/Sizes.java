package chorus.bench.size;

import chorus.client.Connection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures operations on collections of one size over one connection. There is one collection at a
/// time, so that only its size counts and a million elements need not fit in memory many times.
public final class Sizes {
  /// Commands in one pipeline.
  private static final int DEPTH = 16;

  /// Elements that one command adds while a collection is filled.
  private static final int FILLED_AT_ONCE = 100;

  private static final Bytes KEY = Bytes.utf8("measured");
  private static final Bytes RENAMED = Bytes.utf8("renamed");

  private final Connection connection;
  private final int batches;
  private final int warmUpBatches;
  private final int wholes;
  private final Results results;

  /// Takes medians.
  public interface Results {
    /// That an `operation` on a collection of `size` elements takes so long.
    void add(String operation, int size, double micros) throws IOException;
  }

  /// @param connection to the server, used by nothing else
  /// @param batches pipelines measured of each operation
  /// @param warmUpBatches pipelines of each operation before them
  /// @param wholes collections of each kind that are renamed and deleted
  public Sizes(Connection connection, int batches, int warmUpBatches, int wholes, Results results) {
    this.connection = connection;
    this.batches = batches;
    this.warmUpBatches = warmUpBatches;
    this.wholes = wholes;
    this.results = results;
  }

  /// Measures all operations on collections of `size` elements.
  public void measure(int size) throws IOException {
    for (Kind kind : Kind.values()) {
      Elements elements = filled(kind, size);
      run(kind, elements, warmUpBatches);
      for (Map.Entry<Operation, Timings> each : run(kind, elements, batches).entrySet()) {
        results.add(each.getKey().title(), size, each.getValue().medianMicros() / DEPTH);
      }
      whole(kind, size);
    }
  }

  /// The operations of `kind` in turns, in pipelines; the times of pipelines.
  private Map<Operation, Timings> run(Kind kind, Elements elements, int rounds) throws IOException {
    Map<Operation, Timings> timings = new EnumMap<>(Operation.class);
    for (int round = 0; round < rounds; round++) {
      for (Operation operation : kind.operations()) {
        List<List<Bytes>> batch = new ArrayList<>(DEPTH);
        for (int i = 0; i < DEPTH; i++) {
          batch.add(operation.next(KEY, elements));
        }
        timings.computeIfAbsent(operation, _ -> new Timings()).add(time(batch));
      }
    }
    return timings;
  }

  /// Renames and deletes whole collections, the first of which is there.
  private void whole(Kind kind, int size) throws IOException {
    Timings renames = new Timings();
    Timings deletes = new Timings();
    for (int i = 0; i < wholes; i++) {
      if (i > 0) {
        filled(kind, size);
      }
      renames.add(time(List.of(List.of(Bytes.utf8("RENAME"), KEY, RENAMED))));
      deletes.add(time(List.of(List.of(Bytes.utf8("DEL"), RENAMED))));
    }
    String suffix = " " + kind.name().toLowerCase(Locale.ROOT);
    results.add("RENAME" + suffix, size, renames.medianMicros());
    results.add("DEL" + suffix, size, deletes.medianMicros());
  }

  /// Fills a new collection under [#KEY].
  private Elements filled(Kind kind, int size) throws IOException {
    Elements elements = new Elements(size + DEPTH);
    int left = size;
    while (left > 0) {
      List<List<Bytes>> batch = new ArrayList<>(DEPTH);
      while (left > 0 && batch.size() < DEPTH) {
        int more = Math.min(left, FILLED_AT_ONCE);
        List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8(kind.adding()), KEY));
        words.addAll(elements.fresh(kind, more));
        batch.add(words);
        left -= more;
      }
      time(batch);
    }
    return elements;
  }

  /// Nanoseconds from sending `batch` until all of it is answered; fails if it is with an error.
  private long time(List<List<Bytes>> batch) throws IOException {
    long began = System.nanoTime();
    List<Reply> replies = connection.pipeline(batch);
    long time = System.nanoTime() - began;
    for (Reply reply : replies) {
      switch (reply) {
        case Reply.Error error ->
            throw new IOException("%s: %s".formatted(name(batch), error.text()));
        case Reply.Null _ -> throw new IOException(name(batch) + " finds nothing");
        default -> {
          // It did what it was to do.
        }
      }
    }
    return time;
  }

  private static String name(List<List<Bytes>> batch) {
    return batch.getFirst().getFirst().utf8();
  }
}
