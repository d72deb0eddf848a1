package chorus.it;

import static chorus.it.ClientSteps.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import chorus.it.ClientSteps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;
import redis.clients.jedis.util.KeyValue;

/// What the users of Jedis do.
final class JedisSteps {
  private static final int MANY = 500;

  static final List<Step<RedisClient>> ALL =
      List.of(
          new Step<>("strings", JedisSteps::strings),
          new Step<>("bitmaps", JedisSteps::bitmaps),
          new Step<>("hashes", JedisSteps::hashes),
          new Step<>("lists", JedisSteps::lists),
          new Step<>("sets", JedisSteps::sets),
          new Step<>("sorted sets", JedisSteps::sortedSets),
          new Step<>("places", JedisSteps::places),
          new Step<>("hyperloglog", JedisSteps::hyperLogLog),
          new Step<>("expiry", JedisSteps::expiry),
          new Step<>("transactions", JedisSteps::transactions),
          new Step<>("pipelines", JedisSteps::pipelines),
          new Step<>("blocking", JedisSteps::blocking),
          new Step<>("errors", JedisSteps::errors));

  private JedisSteps() {}

  private static void strings(RedisClient here, RedisClient there, String k) {
    assertThat(here.set(k + "s", "v", SetParams.setParams().nx())).isEqualTo("OK");
    assertThat(here.set(k + "s", "w", SetParams.setParams().nx())).isNull();
    assertThat(there.get(k + "s")).isEqualTo("v");
    assertThat(here.append(k + "s", "alue")).isEqualTo(5);
    assertThat(here.getrange(k + "s", 1, 3)).isEqualTo("alu");
    assertThat(here.incrBy(k + "n", 41)).isEqualTo(41);
    assertThat(here.incrByFloat(k + "n", 0.5)).isEqualTo(41.5);
    assertThat(here.mset(k + "m1", "1", k + "m2", "2")).isEqualTo("OK");
    assertThat(there.mget(k + "m1", k + "none", k + "m2")).containsExactly("1", null, "2");
    assertThat(here.getDel(k + "m1")).isEqualTo("1");
    assertThat(here.exists(k + "m1", k + "m2")).isEqualTo(1);
  }

  private static void bitmaps(RedisClient here, RedisClient there, String k) {
    assertThat(here.setbit(k + "b", 7, true)).isFalse();
    assertThat(here.setbit(k + "b", 9, true)).isFalse();
    assertThat(here.getbit(k + "b", 9)).isTrue();
    assertThat(here.bitcount(k + "b")).isEqualTo(2);
    assertThat(here.bitpos(k + "b", true)).isEqualTo(7);
    assertThat(here.bitop(BitOP.NOT, k + "not", k + "b")).isEqualTo(2);
    assertThat(there.bitcount(k + "not")).isEqualTo(14);
    assertThat(here.bitfield(k + "f", "SET", "u8", "0", "200", "INCRBY", "u8", "0", "100"))
        .containsExactly(0L, 44L);
  }

  private static void hashes(RedisClient here, RedisClient there, String k) {
    assertThat(here.hset(k + "h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
    assertThat(there.hgetAll(k + "h")).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(here.hincrBy(k + "h", "a", 4)).isEqualTo(5);
    assertThat(here.hmget(k + "h", "a", "none")).containsExactly("5", null);
    assertThat(here.hdel(k + "h", "b")).isEqualTo(1);
    assertThat(here.hexists(k + "h", "b")).isFalse();
    assertThat(here.hscan(k + "h", ScanParams.SCAN_POINTER_START).getResult())
        .containsExactly(Map.entry("a", "5"));
  }

  private static void lists(RedisClient here, RedisClient there, String k) {
    assertThat(here.rpush(k + "l", "a", "b", "c", "d")).isEqualTo(4);
    assertThat(there.lrange(k + "l", 0, -1)).containsExactly("a", "b", "c", "d");
    assertThat(here.lmove(k + "l", k + "l2", ListDirection.LEFT, ListDirection.RIGHT))
        .isEqualTo("a");
    assertThat(here.lpos(k + "l", "d")).isEqualTo(2);
    assertThat(here.lpop(k + "l", 2)).containsExactly("b", "c");
    assertThat(there.llen(k + "l")).isEqualTo(1);
    assertThat(here.lpop(k + "none")).isNull();
  }

  private static void sets(RedisClient here, RedisClient there, String k) {
    assertThat(here.sadd(k + "x", "1", "2", "3")).isEqualTo(3);
    assertThat(here.sadd(k + "y", "2", "3", "4")).isEqualTo(3);
    assertThat(there.smembers(k + "x")).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(there.sinter(k + "x", k + "y")).containsExactlyInAnyOrder("2", "3");
    assertThat(here.sunionstore(k + "z", k + "x", k + "y")).isEqualTo(4);
    assertThat(here.smismember(k + "x", "1", "4")).containsExactly(true, false);
    assertThat(here.sscan(k + "y", ScanParams.SCAN_POINTER_START).getResult())
        .containsExactlyInAnyOrder("2", "3", "4");
  }

  private static void sortedSets(RedisClient here, RedisClient there, String k) {
    assertThat(here.zadd(k + "r", Map.of("a", 1.0, "b", 2.5, "c", 3.0))).isEqualTo(3);
    assertThat(here.zscore(k + "r", "b")).isEqualTo(2.5);
    assertThat(there.zrangeWithScores(k + "r", 0, -1))
        .containsExactly(new Tuple("a", 1.0), new Tuple("b", 2.5), new Tuple("c", 3.0));
    assertThat(here.zrange(k + "r", ZRangeParams.zrangeByScoreParams(2, 3)))
        .containsExactly("b", "c");
    assertThat(here.zincrby(k + "r", 4, "a")).isEqualTo(5);
    assertThat(here.zrank(k + "r", "a")).isEqualTo(2);
    assertThat(here.zinterstore(k + "ri", new ZParams().weights(2, 1), k + "r", k + "r"))
        .isEqualTo(3);
    assertThat(there.zpopmax(k + "ri")).isEqualTo(new Tuple("a", 15.0));
  }

  private static void places(RedisClient here, RedisClient there, String k) {
    assertThat(here.geoadd(k + "g", 13.361389, 38.115556, "Palermo")).isEqualTo(1);
    assertThat(here.geoadd(k + "g", 15.087269, 37.502669, "Catania")).isEqualTo(1);
    assertThat(there.geodist(k + "g", "Palermo", "Catania", GeoUnit.KM))
        .isCloseTo(166.274, within(0.001));
    assertThat(there.geosearch(k + "g", "Catania", 100, GeoUnit.KM))
        .extracting(found -> found.getMemberByString())
        .containsExactly("Catania");
    assertThat(here.geopos(k + "g", "Palermo").getFirst().getLongitude())
        .isCloseTo(13.3614, within(0.0001));
  }

  private static void hyperLogLog(RedisClient here, RedisClient there, String k) {
    assertThat(here.pfadd(k + "p", "a", "b", "c")).isEqualTo(1);
    assertThat(here.pfadd(k + "q", "c", "d")).isEqualTo(1);
    assertThat(there.pfcount(k + "p", k + "q")).isEqualTo(4);
    assertThat(here.pfmerge(k + "pq", k + "p", k + "q")).isEqualTo("OK");
    assertThat(there.pfcount(k + "pq")).isEqualTo(4);
  }

  private static void expiry(RedisClient here, RedisClient there, String k) {
    assertThat(here.set(k + "e", "v", SetParams.setParams().ex(100))).isEqualTo("OK");
    assertThat(there.ttl(k + "e")).isBetween(1L, 100L);
    assertThat(here.persist(k + "e")).isEqualTo(1);
    assertThat(there.ttl(k + "e")).isEqualTo(-1);
    assertThat(here.pexpire(k + "e", 1)).isEqualTo(1);
    assertThat(here.ttl(k + "none")).isEqualTo(-2);
    await().until(() -> !here.exists(k + "e"));
    assertThat(there.get(k + "e")).isNull();
  }

  private static void transactions(RedisClient here, RedisClient there, String k) {
    try (AbstractTransaction transaction = here.multi()) {
      transaction.set(k + "t", "1");
      Response<Long> raised = transaction.incr(k + "t");
      assertThat(transaction.exec()).containsExactly("OK", 2L);
      assertThat(raised.get()).isEqualTo(2);
    }
    try (AbstractTransaction transaction = here.transaction(false)) {
      assertThat(transaction.watch(k + "t")).isEqualTo("OK");
      there.set(k + "t", "changed");
      transaction.multi();
      transaction.set(k + "t", "lost");
      assertThat(transaction.exec()).isNull();
    }
    assertThat(here.get(k + "t")).isEqualTo("changed");
    try (AbstractTransaction transaction = here.multi()) {
      transaction.set(k + "u", "text");
      Response<Long> refused = transaction.incr(k + "u");
      transaction.set(k + "u2", "done");
      assertThat(transaction.exec()).hasSize(3);
      assertThatThrownBy(refused::get).isInstanceOf(JedisDataException.class);
    }
    assertThat(there.get(k + "u2")).isEqualTo("done");
  }

  private static void pipelines(RedisClient here, RedisClient there, String k) {
    List<Response<String>> read = new ArrayList<>();
    try (Pipeline pipeline = here.pipelined()) {
      for (int i = 0; i < MANY; i++) {
        pipeline.set(k + "many:" + i, "" + i);
        read.add(pipeline.get(k + "many:" + i));
      }
      pipeline.sync();
    }
    assertThat(read)
        .extracting(Response::get)
        .containsExactlyElementsOf(IntStream.range(0, MANY).mapToObj(String::valueOf).toList());
    List<String> found = new ArrayList<>();
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> scanned =
          there.scan(cursor, new ScanParams().match(k + "many:*").count(100));
      found.addAll(scanned.getResult());
      cursor = scanned.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    assertThat(found).hasSize(MANY);
    assertThat(here.del(found.toArray(String[]::new))).isEqualTo(MANY);
  }

  private static void blocking(RedisClient here, RedisClient there, String k) {
    soon(() -> there.lpush(k + "wait", "pushed"));
    assertThat(here.blpop(10, k + "nothing", k + "wait")).containsExactly(k + "wait", "pushed");
    soon(() -> there.zadd(k + "zwait", 1.5, "m"));
    assertThat(here.bzpopmin(10, k + "zwait"))
        .isEqualTo(new KeyValue<>(k + "zwait", new Tuple("m", 1.5)));
    soon(() -> there.rpush(k + "mwait", "moved"));
    assertThat(here.blmove(k + "mwait", k + "moved", ListDirection.LEFT, ListDirection.RIGHT, 10))
        .isEqualTo("moved");
    assertThat(here.blpop(0.1, k + "nothing")).isNull();
  }

  private static void errors(RedisClient here, RedisClient there, String k) {
    here.set(k + "text", "v");
    assertThatThrownBy(() -> there.lpush(k + "text", "v"))
        .isInstanceOf(JedisDataException.class)
        .hasMessageStartingWith("WRONGTYPE");
  }
}
