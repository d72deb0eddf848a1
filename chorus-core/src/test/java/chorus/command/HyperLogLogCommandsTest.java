package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HyperLogLogs. The numbers are what redis-server 7.0.15 answers.
final class HyperLogLogCommandsTest {
  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        PFCOUNT none => :0|
        PFADD k => :1|
        PFADD k => :0|
        PFADD k a b c => :1|
        PFADD k a => :0|
        PFADD k a d => :1|
        PFCOUNT k => :4|
        TYPE k => +string|
        PFADD l a e => :1|
        PFCOUNT k l none => :5|
        PFMERGE k l => +OK|
        PFCOUNT k => :5|
        PFMERGE new => +OK|
        PFCOUNT new => :0|
        EXISTS new => :1|
        PFMERGE new k none => +OK|
        PFCOUNT new => :5|
        """,
        """
        SET k text => +OK|
        PFADD k a => -WRONGTYPE Key is not a valid HyperLogLog string value.|
        PFCOUNT none k => -WRONGTYPE Key is not a valid HyperLogLog string value.|
        PFMERGE new k => -WRONGTYPE Key is not a valid HyperLogLog string value.|
        EXISTS new => :0|
        HSET h f v => :1|
        PFADD h a => -WRONGTYPE Operation against a key holding the wrong kind of value|
        PFADD => -ERR wrong number of arguments for 'pfadd' command|
        PFCOUNT => -ERR wrong number of arguments for 'pfcount' command|
        """,
        """
        SET k HYLLxxxxxxxxxxxx => +OK|
        PFCOUNT k => -WRONGTYPE Key is not a valid HyperLogLog string value.|
        PFADD k a => -WRONGTYPE Key is not a valid HyperLogLog string value.|
        """,
        """
        SET k HYLL => +OK|
        SETRANGE k 4 \u0001 => :5|
        SETRANGE k 19 z => :20|
        PFCOUNT k => -INVALIDOBJ Corrupted HLL object detected|
        """
      })
  void answersAsRedisDoes(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, 48",
    "100, 100, 285",
    "1000, 1008, 1906",
    "5000, 4968, 12304",
    "20000, 19899, 12304"
  })
  void estimatesAndLengthsAreThoseOfRedis(int elements, long estimate, long bytes) {
    IntStream.rangeClosed(1, elements).forEach(i -> database.run("PFADD k e" + i));
    assertThat(database.run("PFCOUNT k")).isEqualTo(Reply.integer(estimate));
    assertThat(database.run("STRLEN k")).isEqualTo(Reply.integer(bytes));
  }

  @Test
  void theStringIsTheOneThatRedisHas() {
    database.run("PFADD k a b c");
    assertThat(hex("k")).isEqualTo("48594c4c01000000000000000000008060f38050b1844bfb80425a");
  }

  @Test
  void aDenseOneIsReadAsItWasWritten() {
    IntStream.rangeClosed(1, 20_000).forEach(i -> database.run("PFADD k e" + i));
    String before = hex("k");
    assertThat(database.run("PFMERGE k")).isEqualTo(Reply.OK);
    assertThat(hex("k")).isEqualTo(before);
    database.run("PFADD few a");
    database.run("PFMERGE few k");
    assertThat(database.run("STRLEN few")).isEqualTo(Reply.integer(12304));
    assertThat(database.run("PFCOUNT few k")).isEqualTo(database.run("PFCOUNT few"));
  }

  @Test
  void anExpiryStays() {
    database.millis = 1_000;
    database.run("PFADD k a");
    database.run("EXPIRE k 100");
    database.run("PFADD k b");
    assertThat(database.run("TTL k")).isEqualTo(Reply.integer(100));
  }

  private String hex(String key) {
    return database.run("GET", key) instanceof Reply.Bulk(Bytes value)
        ? HexFormat.of().formatHex(value.array())
        : "";
  }
}
