package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Protocol;
import chorus.resp.Reply;
import org.junit.jupiter.api.Test;

/// MEMORY USAGE, an estimate from rows.
final class MemoryUsageTest {
  private final MapView database = new MapView();

  @Test
  void aStringTakesItsRow() {
    database.run("SET", "k", "x".repeat(1000));
    assertThat(usage("k")).isBetween(1000L, 1100L);
    database.run("EXPIRE", "k", "100");
    assertThat(usage("k")).isBetween(1001L, 1100L);
  }

  @Test
  void aCollectionTakesAsMuchAsItsElements() {
    for (int i = 0; i < 3000; i++) {
      database.run("HSET", "h", "field" + i, "x".repeat(100));
      database.run("ZADD", "z", "1", "member" + i);
      database.run("RPUSH", "l", "x".repeat(50));
    }
    assertThat(usage("h")).isBetween(3000 * 100L, 3000 * 160L);
    assertThat(usage("z")).isBetween(3000 * 20L, 3000 * 110L);
    assertThat(usage("l")).isBetween(3000 * 50L, 3000 * 100L);
    assertThat(usage("h", "SAMPLES", "0")).isBetween(3000 * 100L, 3000 * 160L);
    assertThat(usage("h", "samples", "1")).isBetween(3000 * 100L, 3000 * 160L);
  }

  @Test
  void aFewElementsAreLookedAtHoweverManyThereAre() {
    for (int i = 0; i < 3000; i++) {
      database.run("RPUSH", "l", "x");
    }
    assertThat(CountingView.rowsRead(database, "MEMORY USAGE l SAMPLES 100000000"))
        .isLessThan(1_100);
    assertThat(CountingView.rowsRead(database, "MEMORY USAGE l")).isLessThan(20);
  }

  @Test
  void wordsThatAreNoneAreRefused() {
    database.run("SET k v");
    for (String words : new String[] {"samples", "samples -1", "foo 1"}) {
      assertThat(resp("MEMORY USAGE k " + words)).isEqualTo("-ERR syntax error|");
    }
    assertThat(resp("MEMORY USAGE k samples x"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(resp("MEMORY USAGE none")).isEqualTo("$-1|");
  }

  private String resp(String line) {
    return Transcripts.resp(database.run(line), Protocol.RESP2);
  }

  private long usage(String... words) {
    return ((Reply.Int) database.run("MEMORY USAGE " + String.join(" ", words))).value();
  }
}
