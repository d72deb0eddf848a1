package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.command.MapView;
import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands decide at a leader, followers come to that apply the records, one by one or many
/// at a time: the same rows, and the same content hash.
class CommandReplayTest {
  private final MapView leader = new MapView();
  private final Followers followers = new Followers(leader);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void followersComeToTheRowsOfTheLeader(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 1_500; step++) {
      leader.millis += random.nextInt(10);
      leader.run(command(random));
      if (random.nextInt(5) == 0) {
        followers.follow();
      }
      if (random.nextInt(100) == 0) {
        assertThat(followers.problems()).isEmpty();
      }
    }
    FakeStore close = followers.close();
    while (new Reclaimer(close).slice(close.appliedLsn(), 100)) {
      assertThat(Verification.of(close.snapshot()).problems()).isEmpty();
    }
    assertThat(Followers.logical(close)).isEqualTo(reachable(close));
  }

  /// Every row of `rows` but the elements, and their order, of collections that no key holds.
  private static NavigableMap<Bytes, Bytes> reachable(RowReader rows) {
    Set<CollectionId> held = new HashSet<>();
    NavigableMap<Bytes, Bytes> all = Followers.logical(rows);
    all.forEach((row, value) -> {
      if (RowKind.of(row) == RowKind.META
          && Meta.decode(value) instanceof Meta.OfCollection collection) {
        held.add(collection.id());
      }
    });
    all.keySet()
        .removeIf(row ->
            switch (RowKind.of(row)) {
              case ELEMENT -> !held.contains(RowKeys.collectionOf(row));
              case ORDER -> !held.contains(OrderKeys.collectionOf(row));
              case GENERATION, META, EXPIRY, ONCE, ONCE_OUTCOME, SYSTEM, ORPHAN -> false;
            });
    return all;
  }

  private static String command(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> "RENAME " + anyKey(random) + " " + anyKey(random);
      case 1 -> "RENAMENX " + anyKey(random) + " " + anyKey(random);
      case 2 -> "COPY " + anyKey(random) + " " + anyKey(random) + " REPLACE";
      case 3, 4, 5 -> listCommand(random);
      case 6, 7 -> sortedSetCommand(random);
      default -> setCommand(random);
    };
  }

  private static String sortedSetCommand(SplittableRandom random) {
    return switch (random.nextInt(15)) {
      case 0 -> "ZREM " + key(random) + " " + member(random) + " " + member(random);
      case 1 -> "ZPOPMIN " + key(random);
      case 2 -> "ZMPOP 2 " + key(random) + " " + key(random) + " MAX COUNT 2";
      case 3 -> "ZREMRANGEBYRANK " + key(random) + " 1 2";
      case 4 -> "ZUNIONSTORE " + key(random) + " 2 " + key(random) + " " + key(random);
      case 5 -> "ZINTERSTORE " + key(random) + " 2 " + key(random) + " " + key(random);
      case 6 -> "ZRANGESTORE " + key(random) + " " + key(random) + " 0 5";
      case 7, 8 -> "ZINCRBY " + key(random) + " " + random.nextInt(5) + " " + member(random);
      case 9, 10, 11, 12 ->
          "ZADD %s %d %s %d %s"
              .formatted(
                  key(random),
                  random.nextInt(9),
                  member(random),
                  random.nextInt(9),
                  member(random));
      case 13 -> "GEOADD " + key(random) + " 13 38 " + member(random);
      default ->
          "GEOSEARCHSTORE %s %s FROMLONLAT 13 38 BYRADIUS 1 km".formatted(key(random), key(random));
    };
  }

  private static String setCommand(SplittableRandom random) {
    return switch (random.nextInt(24)) {
      case 0 -> "SET " + key(random) + " text";
      case 1 -> "HSET " + key(random) + " " + member(random) + " 1";
      case 2 -> "DEL " + key(random);
      case 3 -> random.nextInt(10) == 0 ? "FLUSHDB" : "TYPE " + key(random);
      case 4 -> "SREM " + key(random) + " " + member(random) + " " + member(random);
      case 5, 6 -> "SMOVE " + key(random) + " " + key(random) + " " + member(random);
      case 7 -> "SPOP " + key(random);
      case 8 -> "SPOP " + key(random) + " " + random.nextInt(5);
      case 9 -> "SUNIONSTORE " + key(random) + " " + key(random) + " " + key(random);
      case 10 -> "SINTERSTORE " + key(random) + " " + key(random) + " " + key(random);
      case 11 -> "SDIFFSTORE " + key(random) + " " + key(random) + " " + key(random);
      case 12 -> "SET " + key(random) + " text PX " + (1 + random.nextInt(100));
      case 13, 14 -> "PEXPIRE " + key(random) + " " + random.nextInt(100);
      case 15 -> "PERSIST " + key(random);
      case 16 -> "KEYS *";
      default -> "SADD " + key(random) + " " + member(random) + " " + member(random);
    };
  }

  private static String listCommand(SplittableRandom random) {
    String list = list(random);
    return switch (random.nextInt(14)) {
      case 0 -> "LPOP " + list;
      case 1 -> "RPOP " + list + " " + random.nextInt(5);
      case 2 -> "LINSERT " + list + " BEFORE " + member(random) + " " + member(random);
      case 3 -> "LREM " + list + " " + (random.nextInt(5) - 2) + " " + member(random);
      case 4 -> "LTRIM " + list + " " + random.nextInt(3) + " -" + (1 + random.nextInt(3));
      case 5 -> "LTRIM " + list + " 3 5";
      case 6, 7 -> "LMOVE " + list + " " + list(random) + " LEFT RIGHT";
      case 8 -> "RPOPLPUSH " + list + " " + list(random);
      case 9 -> "LMPOP 2 " + list + " " + list(random) + " LEFT COUNT " + (1 + random.nextInt(4));
      case 10 -> "LSET " + list + " -1 " + member(random);
      case 11 -> "DEL " + list;
      case 12 -> "LPUSH " + list + " " + member(random) + " " + member(random);
      default ->
          "RPUSH " + list + " " + member(random) + " " + member(random) + " " + member(random);
    };
  }

  private static String anyKey(SplittableRandom random) {
    return random.nextBoolean() ? key(random) : list(random);
  }

  private static String list(SplittableRandom random) {
    return "l" + random.nextInt(4);
  }

  private static String key(SplittableRandom random) {
    return "k" + random.nextInt(6);
  }

  private static String member(SplittableRandom random) {
    return "m" + random.nextInt(12);
  }
}
