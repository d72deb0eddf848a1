package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the string commands: `command => reply`, one per line, on an empty database. The
/// reply is what RESP2 carries, with `|` for the end of a line.
final class StringCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        GET k => $-1|
        SET k v => +OK|
        GET k => $1|v|
        STRLEN k => :1|
        STRLEN none => :0|
        TYPE k => +string|
        """,
        """
        SET k a XX => $-1|
        SET k a nx => +OK|
        SET k b NX => $-1|
        SET k b NX GET => $1|a|
        SET k b xx get => $1|a|
        GET k => $1|b|
        SET new v GET => $-1|
        SET k c KEEPTTL => +OK|
        SET k c NX XX => -ERR syntax error|
        SET k c XX NX => -ERR syntax error|
        SET k c PERSIST => -ERR syntax error|
        SET k c EX => -ERR syntax error|
        SET k c KEEPTTL EX 10 => -ERR syntax error|
        SET k => -ERR wrong number of arguments for 'set' command|
        GET k => $1|c|
        """,
        """
        HSET h f v => :1|
        SET h v GET => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SET h v => +OK|
        GET h => $1|v|
        DBSIZE => :1|
        """,
        """
        GETSET k a => $-1|
        GETSET k b => $1|a|
        GETDEL k => $1|b|
        GETDEL k => $-1|
        EXISTS k => :0|
        SETNX k a => :1|
        SETNX k b => :0|
        """,
        """
        MSET a 1 b 2 a 3 => +OK|
        MGET a b c => *3|$1|3|$1|2|$-1|
        MSET a 1 b => -ERR wrong number of arguments for 'mset' command|
        MSETNX a 9 c 9 => :0|
        MSETNX c 9 d 9 => :1|
        MSETNX c => -ERR wrong number of arguments for 'msetnx' command|
        HSET h f v => :1|
        MGET h a => *2|$-1|$1|3|
        MSET h s => +OK|
        TYPE h => +string|
        """,
        """
        APPEND k ab => :2|
        APPEND k cd => :4|
        GET k => $4|abcd|
        SETRANGE k 1 XY => :4|
        GET k => $4|aXYd|
        SETRANGE k 3 Z12 => :6|
        GET k => $6|aXYZ12|
        SETRANGE k -1 a => -ERR offset is out of range|
        SETRANGE k x a => -ERR value is not an integer or out of range|
        SETRANGE k 536870912 a => -ERR string exceeds maximum allowed size (proto-max-bulk-len)|
        SETRANGE k 9223372036854775807 a => -ERR string exceeds maximum allowed size (proto-max-bulk-len)|
        """,
        """
        SET k 0123456789 => +OK|
        GETRANGE k 0 2 => $3|012|
        GETRANGE k -3 -1 => $3|789|
        GETRANGE k 0 -1 => $10|0123456789|
        GETRANGE k 5 1 => $0||
        GETRANGE k -1 -5 => $0||
        GETRANGE k 8 100 => $2|89|
        GETRANGE k -100 1 => $2|01|
        GETRANGE k -100 -100 => $1|0|
        SUBSTR k 1 1 => $1|1|
        GETRANGE none 0 -1 => $0||
        GETRANGE k a 1 => -ERR value is not an integer or out of range|
        """,
        """
        INCR n => :1|
        INCRBY n 41 => :42|
        DECR n => :41|
        DECRBY n 1 => :40|
        INCRBY n x => -ERR value is not an integer or out of range|
        INCRBY n +1 => -ERR value is not an integer or out of range|
        INCRBY n 01 => -ERR value is not an integer or out of range|
        INCRBY n 9223372036854775808 => -ERR value is not an integer or out of range|
        DECRBY n -9223372036854775808 => -ERR decrement would overflow|
        SET n 9223372036854775807 => +OK|
        INCR n => -ERR increment or decrement would overflow|
        SET n -9223372036854775808 => +OK|
        DECR n => -ERR increment or decrement would overflow|
        INCR n => :-9223372036854775807|
        SET n 1.0 => +OK|
        INCR n => -ERR value is not an integer or out of range|
        """,
        """
        SET n 10.50 => +OK|
        INCRBYFLOAT n 0.1 => $4|10.6|
        INCRBYFLOAT n -5 => $3|5.6|
        SET n 5.0e3 => +OK|
        INCRBYFLOAT n 2.0e2 => $4|5200|
        INCRBYFLOAT n -5200 => $1|0|
        INCRBYFLOAT none 3 => $1|3|
        INCRBYFLOAT n abc => -ERR value is not a valid float|
        INCRBYFLOAT n nan => -ERR value is not a valid float|
        INCRBYFLOAT n 1e9999 => -ERR value is not a valid float|
        INCRBYFLOAT n 1e99999999 => -ERR value is not a valid float|
        INCRBYFLOAT n inf => -ERR increment would produce NaN or Infinity|
        INCRBYFLOAT n 0.000000000000000001 => $1|0|
        SET n .5 => +OK|
        INCRBYFLOAT n 1. => $3|1.5|
        SET n abc => +OK|
        INCRBYFLOAT n 1 => -ERR value is not a valid float|
        """,
        """
        SET a ohmytext => +OK|
        SET b mynewtext => +OK|
        LCS a b => $6|mytext|
        LCS a b LEN => :6|
        LCS a b IDX => *4|$7|matches|*2|*2|*2|:4|:7|*2|:5|:8|*2|*2|:2|:3|*2|:0|:1|$3|len|:6|
        LCS a b IDX MINMATCHLEN 4 => *4|$7|matches|*1|*2|*2|:4|:7|*2|:5|:8|$3|len|:6|
        LCS a b idx minmatchlen 4 withmatchlen => *4|$7|matches|*1|*3|*2|:4|:7|*2|:5|:8|:4|$3|len|:6|
        LCS a b IDX WITHMATCHLEN => *4|$7|matches|*2|*3|*2|:4|:7|*2|:5|:8|:4|*3|*2|:2|:3|*2|:0|:1|:2|$3|len|:6|
        LCS a b IDX MINMATCHLEN -1 => *4|$7|matches|*2|*2|*2|:4|:7|*2|:5|:8|*2|*2|:2|:3|*2|:0|:1|$3|len|:6|
        LCS a b IDX MINMATCHLEN 9223372036854775807 => *4|$7|matches|*0|$3|len|:6|
        LCS a b MINMATCHLEN 4 WITHMATCHLEN => $6|mytext|
        LCS a b LEN LEN WITHMATCHLEN => :6|
        LCS a a IDX => *4|$7|matches|*1|*2|*2|:0|:7|*2|:0|:7|$3|len|:8|
        LCS a none => $0||
        LCS none a LEN => :0|
        LCS none none IDX => *4|$7|matches|*0|$3|len|:0|
        LCS a b LEN IDX => -ERR If you want both the length and indexes, please just use IDX.|
        LCS a b LEN IDX x => -ERR syntax error|
        LCS a b MINMATCHLEN => -ERR syntax error|
        LCS a b MINMATCHLEN x => -ERR value is not an integer or out of range|
        LCS a b x => -ERR syntax error|
        LCS a => -ERR wrong number of arguments for 'lcs' command|
        HSET h f v => :1|
        LCS a h => -ERR The specified keys must contain string values|
        LCS h a x => -ERR The specified keys must contain string values|
        LCS h none LEN IDX => -ERR The specified keys must contain string values|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SETRANGE none 0 ", "APPEND k ", "SET k v XX", "MSETNX k a", "GETDEL none"})
  void whatChangesNothingWritesNoRecord(String line) {
    var database = new MapView();
    database.run("SET k2 v");
    if (!line.endsWith("XX")) {
      database.run("SET k v");
    }
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void rangesOfACommonSubsequenceAreAMapInResp3() {
    var database = new MapView();
    database.run("MSET a ohmytext b mynewtext");
    assertThat(Transcripts.resp(database.run("LCS a b IDX MINMATCHLEN 4"), Protocol.RESP3))
        .isEqualTo("%2|$7|matches|*1|*2|*2|:4|:7|*2|:5|:8|$3|len|:6|");
  }

  @Test
  void aCommonSubsequenceOfMoreStepsThanTheLimitIsRefused() {
    Bytes longest = Bytes.wrap(new byte[Limits.LCS_STEPS]);
    Bytes tooLong = Bytes.wrap(new byte[Limits.LCS_STEPS + 1]);
    var database = new MapView();
    run(database, "MSET", "longest", longest, "long", tooLong, "word", Bytes.wrap(new byte[64]));
    assertThat(database.run("LCS longest word LEN")).isEqualTo(Reply.integer(64));
    assertThat(database.run("LCS long none LEN")).isEqualTo(Reply.ZERO);
    assertThat(database.run("LCS long word LEN"))
        .isEqualTo(
            Reply.error(
                "ERR", "Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void setRangePadsWithZeroBytes(int offset) {
    var database = new MapView();
    database.run("SETRANGE", "k", Integer.toString(offset), "x");
    byte[] expected = new byte[offset + 1];
    expected[offset] = 'x';
    assertThat(database.run("GET k")).isEqualTo(Reply.bulk(Bytes.wrap(expected)));
  }

  private static void run(MapView database, Object... words) {
    database.run(
        Arrays.stream(words)
            .map(word -> word instanceof Bytes bytes ? bytes : Bytes.utf8(word.toString()))
            .toArray(Bytes[]::new));
  }
}
