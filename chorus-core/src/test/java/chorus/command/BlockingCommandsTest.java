package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that wait, while there is something to answer or their time is up. That they are served
/// in order, [chorus.single] shows.
final class BlockingCommandsTest {
  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        BLPOP a 0 => *-1|
        RPUSH a 1 2 3 4 5 6 => :6|
        BLPOP none a 0 => *2|$1|a|$1|1|
        BRPOP a none 0.5 => *2|$1|a|$1|6|
        BLMOVE a b LEFT RIGHT 1 => $1|2|
        BRPOPLPUSH a b 1 => $1|5|
        LRANGE b 0 -1 => *2|$1|5|$1|2|
        BLMPOP 0 2 none a LEFT COUNT 5 => *2|$1|a|*2|$1|3|$1|4|
        EXISTS a => :0|
        BLMOVE a b LEFT LEFT 1 => *-1|
        BRPOPLPUSH a b 1 => *-1|
        BLMPOP 1 1 a RIGHT => *-1|
        BLPOP a x => -ERR timeout is not a float or out of range|
        BLPOP a nan => -ERR timeout is not a float or out of range|
        BLPOP a -1 => -ERR timeout is negative|
        BLPOP a 1e30 => -ERR timeout is negative|
        BLPOP a inf => -ERR timeout is negative|
        BLMOVE a b X LEFT q => -ERR syntax error|
        BLMPOP x 0 a LEFT => -ERR numkeys should be greater than 0|
        BLPOP a => -ERR wrong number of arguments for 'blpop' command|
        SET s v => +OK|
        BLPOP s 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BLPOP b s 0 => *2|$1|b|$1|5|
        """,
        """
        BZPOPMIN z 0 => *-1|
        ZADD z 1 a 2 b 3 c 4 d => :4|
        BZPOPMIN none z 0 => *3|$1|z|$1|a|$1|1|
        BZPOPMAX z 0 => *3|$1|z|$1|d|$1|4|
        BZMPOP 0 2 none z MIN COUNT 5 => *2|$1|z|*2|*2|$1|b|$1|2|*2|$1|c|$1|3|
        BZMPOP 1 1 z MAX => *-1|
        BZPOPMIN z x => -ERR timeout is not a float or out of range|
        """
      })
  void answersAsRedisDoes(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.0001, 1", "0.25, 250", "7, 7000", "1e15, 0"})
  void waitsForSoLong(String timeout, long millis) {
    assertThat(database.decide("BLPOP a b " + timeout))
        .isEqualTo(
            new Outcome.Park(
                keys("a", "b"),
                timeout.equals("1e15") ? Duration.ofDays(36_500) : Duration.ofMillis(millis),
                Reply.NULL_ARRAY));
  }

  /// As in a transaction.
  @Test
  void whereNothingMayWaitItAnswersAsTheCommandThatNeverDoes() {
    assertThat(park("BLMOVE a b LEFT LEFT 1").atOnce()).isEqualTo(Reply.NULL);
    assertThat(park("BRPOPLPUSH a b 1").atOnce()).isEqualTo(Reply.NULL);
    assertThat(park("BLPOP a 1").atOnce()).isEqualTo(Reply.NULL_ARRAY);
    assertThat(park("BLMPOP 1 1 a LEFT").atOnce()).isEqualTo(Reply.NULL_ARRAY);
  }

  @Test
  void waitsForWhatMayBringSomething() {
    assertThat(park("BLMOVE a b LEFT LEFT 1").keys()).isEqualTo(keys("a"));
    assertThat(park("BRPOPLPUSH a b 1").keys()).isEqualTo(keys("a"));
    assertThat(park("BLMPOP 1 2 a b LEFT").keys()).isEqualTo(keys("a", "b"));
    assertThat(park("BZMPOP 1 2 a b MIN COUNT 2").keys()).isEqualTo(keys("a", "b"));
    assertThat(park("BZPOPMAX a b 1").keys()).isEqualTo(keys("a", "b"));
  }

  private Outcome.Park park(String line) {
    return (Outcome.Park) database.decide(line);
  }

  private static List<Bytes> keys(String... keys) {
    return List.of(keys).stream().map(Bytes::utf8).toList();
  }
}
