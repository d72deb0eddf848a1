package chorus.bench.system;

import java.nio.file.Path;
import java.util.function.Supplier;

/// The systems that load can be put on, by the names that the command line takes.
public final class Systems {
  /// All names.
  public static final String NAMES =
      "chorus, chorus-semi-sync, chorus-all, chorus-chain, chorus-async, chorus-async-everysec,"
          + " chorus-memory, chorus-feed, chorus-feed-rocksdb,"
          + " etcd, postgres, redis, redis-wait1, redis-everysec";

  private Systems() {}

  /// The system `name`, not started; `program` is the launcher of Chorus, asked for if needed.
  public static SystemUnderTest named(String name, Supplier<Path> program) {
    return switch (name) {
      case "etcd" -> new EtcdCluster();
      case "postgres" -> new PostgresTrio();
      default -> led(name, program);
    };
  }

  /// The same, of those that speak the Redis protocol.
  public static LedSystem led(String name, Supplier<Path> program) {
    return switch (name) {
      case "redis" -> RedisTrio.replyingFirst();
      case "redis-wait1" -> RedisTrio.waitingForReplica();
      case "redis-everysec" -> RedisTrio.syncedEachSecond();
      default -> new ChorusCluster(program.get(), database(name));
    };
  }

  private static ChorusDatabase database(String name) {
    return switch (name) {
      case "chorus" -> ChorusDatabase.main("majority", "always");
      case "chorus-semi-sync" -> ChorusDatabase.main("semi-sync", "always");
      case "chorus-all" -> ChorusDatabase.main("all", "always");
      case "chorus-chain" -> ChorusDatabase.main("chain", "always");
      case "chorus-async" -> ChorusDatabase.main("async", "always");
      case "chorus-async-everysec" -> ChorusDatabase.main("async", "everysec");
      case "chorus-memory" -> ChorusDatabase.mainInMemory();
      case "chorus-feed" -> ChorusDatabase.feed();
      case "chorus-feed-rocksdb" -> ChorusDatabase.feedOnDisk();
      default ->
          throw new IllegalArgumentException(
              "there is no system %s for this; there are %s".formatted(name, NAMES));
    };
  }
}
