package chorus.bench.system;

import java.util.ArrayList;
import java.util.List;

/// A database of a playground that is measured.
///
/// @param system what the command line of the benchmarks calls it
/// @param name what Chorus calls it
/// @param index what SELECT takes
/// @param description when its writes count, and where its rows lie
/// @param setUp the words after `chorus db` that make it so; none if a playground has it already
record ChorusDatabase(
    String system, String name, int index, String description, List<String> setUp) {
  private static final String MAJORITY = "majority";
  private static final String ALWAYS = "always";

  /// One that no playground begins with.
  private static final int CREATED_INDEX = 2;

  ChorusDatabase {
    setUp = List.copyOf(setUp);
  }

  /// Index 0, as a playground has it if `mode` is `majority` and `fsync` is `always`.
  static ChorusDatabase main(String mode, String fsync) {
    String system = mode.equals(MAJORITY) ? "chorus" : "chorus-" + mode;
    List<String> settings = List.of("alter", "main", "--ack", mode, "--fsync", fsync);
    return new ChorusDatabase(
        fsync.equals(ALWAYS) ? system : system + "-" + fsync,
        "main",
        0,
        "database main: %s, fsync %s, RocksDB".formatted(mode, fsync),
        mode.equals(MAJORITY) ? List.of() : settings);
  }

  /// Like `main`, with its rows in memory.
  static ChorusDatabase mainInMemory() {
    return created("chorus-memory", MAJORITY, ALWAYS, "memory");
  }

  /// Index 1, as a playground has it.
  static ChorusDatabase feed() {
    return new ChorusDatabase(
        "chorus-feed", "feed", 1, "database feed: async, fsync everysec, memory", List.of());
  }

  /// Like `feed`, with its rows on disk.
  static ChorusDatabase feedOnDisk() {
    return created("chorus-feed-rocksdb", "async", "everysec", "rocksdb");
  }

  private static ChorusDatabase created(String system, String mode, String fsync, String engine) {
    String name = system.substring("chorus-".length());
    List<String> words = new ArrayList<>(List.of("create", name));
    words.addAll(List.of("--index", Integer.toString(CREATED_INDEX)));
    words.addAll(List.of("--ack", mode, "--fsync", fsync, "--engine", engine));
    return new ChorusDatabase(
        system,
        name,
        CREATED_INDEX,
        "database %s: %s, fsync %s, %s".formatted(name, mode, fsync, engine),
        words);
  }

  /// What `status`, the answer to CHORUS STATUS, says of this database; empty if nothing.
  String partOf(String status) {
    int from = status.indexOf("\"name\":\"%s\"".formatted(name));
    if (from < 0) {
      return "";
    }
    int next = status.indexOf("\"name\":\"", from + 1);
    return next < 0 ? status.substring(from) : status.substring(from, next);
  }
}
