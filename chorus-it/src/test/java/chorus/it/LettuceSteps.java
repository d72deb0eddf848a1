package chorus.it;

import static chorus.it.ClientSteps.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import chorus.it.ClientSteps.Step;
import io.lettuce.core.BitFieldArgs;
import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.ZStoreArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the users of Lettuce do.
final class LettuceSteps {
  private static final int MANY = 500;

  static final List<Step<StatefulRedisConnection<String, String>>> ALL =
      List.of(
          step("strings", LettuceSteps::strings),
          step("bitmaps", LettuceSteps::bitmaps),
          step("hashes", LettuceSteps::hashes),
          step("lists", LettuceSteps::lists),
          step("sets", LettuceSteps::sets),
          step("sorted sets", LettuceSteps::sortedSets),
          step("places", LettuceSteps::places),
          step("hyperloglog", LettuceSteps::hyperLogLog),
          step("expiry", LettuceSteps::expiry),
          step("transactions", LettuceSteps::transactions),
          new Step<>("pipelines", LettuceSteps::pipelines),
          step("blocking", LettuceSteps::blocking),
          step("errors", LettuceSteps::errors));

  private LettuceSteps() {}

  /// A step that waits for each answer.
  private static Step<StatefulRedisConnection<String, String>> step(
      String name, ClientSteps.Body<RedisCommands<String, String>> body) {
    return new Step<>(name, (here, there, prefix) -> body.run(here.sync(), there.sync(), prefix));
  }

  private static void strings(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.set(k + "s", "v", SetArgs.Builder.nx())).isEqualTo("OK");
    assertThat(here.set(k + "s", "w", SetArgs.Builder.nx())).isNull();
    assertThat(there.get(k + "s")).isEqualTo("v");
    assertThat(here.append(k + "s", "alue")).isEqualTo(5);
    assertThat(here.getrange(k + "s", 1, 3)).isEqualTo("alu");
    assertThat(here.incrby(k + "n", 41)).isEqualTo(41);
    assertThat(here.incrbyfloat(k + "n", 0.5)).isEqualTo(41.5);
    assertThat(here.mset(Map.of(k + "m1", "1", k + "m2", "2"))).isEqualTo("OK");
    assertThat(there.mget(k + "m1", k + "none", k + "m2"))
        .containsExactly(
            KeyValue.just(k + "m1", "1"), KeyValue.empty(k + "none"), KeyValue.just(k + "m2", "2"));
    assertThat(here.getdel(k + "m1")).isEqualTo("1");
    assertThat(here.exists(k + "m1", k + "m2")).isEqualTo(1);
  }

  private static void bitmaps(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.setbit(k + "b", 7, 1)).isZero();
    assertThat(here.setbit(k + "b", 9, 1)).isZero();
    assertThat(here.getbit(k + "b", 9)).isEqualTo(1);
    assertThat(here.bitcount(k + "b")).isEqualTo(2);
    assertThat(here.bitpos(k + "b", true)).isEqualTo(7);
    assertThat(here.bitopNot(k + "not", k + "b")).isEqualTo(2);
    assertThat(there.bitcount(k + "not")).isEqualTo(14);
    BitFieldArgs fields =
        new BitFieldArgs()
            .set(BitFieldArgs.unsigned(8), 0, 200)
            .incrBy(BitFieldArgs.unsigned(8), 0, 100);
    assertThat(here.bitfield(k + "f", fields)).containsExactly(0L, 44L);
  }

  private static void hashes(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.hset(k + "h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
    assertThat(there.hgetall(k + "h")).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(here.hincrby(k + "h", "a", 4)).isEqualTo(5);
    assertThat(here.hmget(k + "h", "a", "none"))
        .containsExactly(KeyValue.just("a", "5"), KeyValue.empty("none"));
    assertThat(here.hdel(k + "h", "b")).isEqualTo(1);
    assertThat(here.hexists(k + "h", "b")).isFalse();
    assertThat(here.hscan(k + "h").getMap()).isEqualTo(Map.of("a", "5"));
  }

  private static void lists(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.rpush(k + "l", "a", "b", "c", "d")).isEqualTo(4);
    assertThat(there.lrange(k + "l", 0, -1)).containsExactly("a", "b", "c", "d");
    assertThat(here.lmove(k + "l", k + "l2", LMoveArgs.Builder.leftRight())).isEqualTo("a");
    assertThat(here.lpos(k + "l", "d")).isEqualTo(2);
    assertThat(here.lpop(k + "l", 2)).containsExactly("b", "c");
    assertThat(there.llen(k + "l")).isEqualTo(1);
    assertThat(here.lpop(k + "none")).isNull();
  }

  private static void sets(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.sadd(k + "x", "1", "2", "3")).isEqualTo(3);
    assertThat(here.sadd(k + "y", "2", "3", "4")).isEqualTo(3);
    assertThat(there.smembers(k + "x")).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(there.sinter(k + "x", k + "y")).containsExactlyInAnyOrder("2", "3");
    assertThat(here.sunionstore(k + "z", k + "x", k + "y")).isEqualTo(4);
    assertThat(here.smismember(k + "x", "1", "4")).containsExactly(true, false);
    assertThat(here.sscan(k + "y").getValues()).containsExactlyInAnyOrder("2", "3", "4");
  }

  private static void sortedSets(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.zadd(k + "r", 1.0, "a", 2.5, "b", 3.0, "c")).isEqualTo(3);
    assertThat(here.zscore(k + "r", "b")).isEqualTo(2.5);
    assertThat(there.zrangeWithScores(k + "r", 0, -1))
        .containsExactly(
            ScoredValue.just(1.0, "a"), ScoredValue.just(2.5, "b"), ScoredValue.just(3.0, "c"));
    assertThat(here.zrangebyscore(k + "r", Range.create(2, 3))).containsExactly("b", "c");
    assertThat(here.zincrby(k + "r", 4, "a")).isEqualTo(5);
    assertThat(here.zrank(k + "r", "a")).isEqualTo(2);
    assertThat(here.zinterstore(k + "ri", ZStoreArgs.Builder.weights(2, 1), k + "r", k + "r"))
        .isEqualTo(3);
    assertThat(there.zpopmax(k + "ri")).isEqualTo(ScoredValue.just(15.0, "a"));
  }

  private static void places(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.geoadd(k + "g", 13.361389, 38.115556, "Palermo")).isEqualTo(1);
    assertThat(here.geoadd(k + "g", 15.087269, 37.502669, "Catania")).isEqualTo(1);
    assertThat(there.geodist(k + "g", "Palermo", "Catania", GeoArgs.Unit.km))
        .isCloseTo(166.274, within(0.001));
    assertThat(
            there.geosearch(
                k + "g",
                GeoSearch.fromCoordinates(15, 37),
                GeoSearch.byRadius(100, GeoArgs.Unit.km)))
        .containsExactly("Catania");
    assertThat(here.geopos(k + "g", "Palermo").getFirst().getX().doubleValue())
        .isCloseTo(13.3614, within(0.0001));
  }

  private static void hyperLogLog(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.pfadd(k + "p", "a", "b", "c")).isEqualTo(1);
    assertThat(here.pfadd(k + "q", "c", "d")).isEqualTo(1);
    assertThat(there.pfcount(k + "p", k + "q")).isEqualTo(4);
    assertThat(here.pfmerge(k + "pq", k + "p", k + "q")).isEqualTo("OK");
    assertThat(there.pfcount(k + "pq")).isEqualTo(4);
  }

  private static void expiry(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.set(k + "e", "v", SetArgs.Builder.ex(100))).isEqualTo("OK");
    assertThat(there.ttl(k + "e")).isBetween(1L, 100L);
    assertThat(here.persist(k + "e")).isTrue();
    assertThat(there.ttl(k + "e")).isEqualTo(-1);
    assertThat(here.pexpire(k + "e", 1)).isTrue();
    assertThat(here.ttl(k + "none")).isEqualTo(-2);
    await().until(() -> here.exists(k + "e") == 0);
    assertThat(there.get(k + "e")).isNull();
  }

  private static void transactions(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    assertThat(here.multi()).isEqualTo("OK");
    here.set(k + "t", "1");
    here.incr(k + "t");
    TransactionResult done = here.exec();
    assertThat(done.wasDiscarded()).isFalse();
    assertThat(done.stream().toList()).containsExactly("OK", 2L);

    assertThat(here.watch(k + "t")).isEqualTo("OK");
    there.set(k + "t", "changed");
    here.multi();
    here.set(k + "t", "lost");
    assertThat(here.exec().wasDiscarded()).isTrue();
    assertThat(here.get(k + "t")).isEqualTo("changed");

    here.multi();
    here.set(k + "u", "text");
    here.incr(k + "u");
    here.set(k + "u2", "done");
    List<Object> replies = here.exec().stream().toList();
    assertThat(replies).hasSize(3);
    assertThat(replies.get(1)).isInstanceOf(RedisCommandExecutionException.class);
    assertThat(there.get(k + "u2")).isEqualTo("done");
  }

  private static void pipelines(
      StatefulRedisConnection<String, String> here,
      StatefulRedisConnection<String, String> there,
      String k) {
    RedisAsyncCommands<String, String> commands = here.async();
    List<RedisFuture<?>> written = new ArrayList<>();
    List<RedisFuture<String>> read = new ArrayList<>();
    here.setAutoFlushCommands(false);
    for (int i = 0; i < MANY; i++) {
      written.add(commands.set(k + "many:" + i, "" + i));
      read.add(commands.get(k + "many:" + i));
    }
    here.flushCommands();
    here.setAutoFlushCommands(true);
    assertThat(LettuceFutures.awaitAll(Duration.ofSeconds(10), written.toArray(RedisFuture[]::new)))
        .isTrue();
    for (int i = 0; i < MANY; i++) {
      assertThat(read.get(i).toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo("" + i);
    }
    List<String> found =
        ScanIterator.scan(there.sync(), ScanArgs.Builder.matches(k + "many:*").limit(100)).stream()
            .toList();
    assertThat(found).hasSize(MANY);
    assertThat(here.sync().del(found.toArray(String[]::new))).isEqualTo(MANY);
  }

  private static void blocking(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    soon(() -> there.lpush(k + "wait", "pushed"));
    assertThat(here.blpop(10, k + "nothing", k + "wait"))
        .isEqualTo(KeyValue.just(k + "wait", "pushed"));
    soon(() -> there.zadd(k + "zwait", 1.5, "m"));
    assertThat(here.bzpopmin(10, k + "zwait"))
        .isEqualTo(KeyValue.just(k + "zwait", ScoredValue.just(1.5, "m")));
    soon(() -> there.rpush(k + "mwait", "moved"));
    assertThat(here.blmove(k + "mwait", k + "moved", LMoveArgs.Builder.leftRight(), 10))
        .isEqualTo("moved");
    assertThat(here.blpop(0.1, k + "nothing")).isNull();
  }

  private static void errors(
      RedisCommands<String, String> here, RedisCommands<String, String> there, String k) {
    here.set(k + "text", "v");
    assertThatThrownBy(() -> there.lpush(k + "text", "v"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageStartingWith("WRONGTYPE");
  }
}
