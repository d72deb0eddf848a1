package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Protocol;
import chorus.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of BITFIELD and BITFIELD_RO.
final class BitFieldCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        BITFIELD k => *0|
        BITFIELD k GET u8 0 => *1|:0|
        EXISTS k => :0|
        BITFIELD k SET u8 0 97 GET u8 0 SET u8 #1 98 GET u4 #1 GET u4 #2 GET i8 4 => *6|:0|:97|:0|:1|:6|:22|
        GET k => $2|ab|
        BITFIELD k INCRBY u8 0 1 INCRBY i8 #1 -1 incrby u8 0 0 => *3|:98|:97|:98|
        GET k => $2|ba|
        BITFIELD k GET u8 100 GET i64 4294967295 GET u63 12 => *3|:0|:0|:576460752303423488|
        BITFIELD s SET i64 0 -1 GET i64 0 GET u63 0 GET u63 1 INCRBY i64 0 1 => *5|:0|:-1|:9223372036854775807|:9223372036854775807|:0|
        BITFIELD s SET i5 3 -16 GET i5 3 GET u5 3 GET i1 3 GET u1 3 => *5|:0|:-16|:16|:-1|:1|
        BITFIELD s SET u1 200 1 => *1|:0|
        STRLEN s => :26|
        """,
        """
        BITFIELD k SET u8 0 255 INCRBY u8 0 1 OVERFLOW SAT SET u8 0 300 GET u8 0 INCRBY u8 0 1 OVERFLOW FAIL INCRBY u8 0 1 SET u8 0 256 GET u8 0 OVERFLOW WRAP INCRBY u8 0 10 => *9|:0|:0|:0|:255|:255|$-1|$-1|:255|:9|
        BITFIELD k OVERFLOW SAT SET u8 0 -1 GET u8 0 INCRBY u8 0 -300 OVERFLOW FAIL INCRBY u8 0 -1 SET u8 0 -1 OVERFLOW wrap SET u8 0 -1 GET u8 0 => *7|:9|:255|:0|$-1|$-1|:0|:255|
        BITFIELD i SET i8 0 127 INCRBY i8 0 1 OVERFLOW sat INCRBY i8 0 -1 INCRBY i8 0 1000 SET i8 0 -129 GET i8 0 OVERFLOW FAIL INCRBY i8 0 -1 SET i8 0 128 GET i8 0 => *9|:0|:-128|:-128|:127|:127|:-128|$-1|$-1|:-128|
        BITFIELD l SET i64 0 9223372036854775807 OVERFLOW FAIL INCRBY i64 0 1 OVERFLOW SAT INCRBY i64 0 1 OVERFLOW WRAP INCRBY i64 0 1 OVERFLOW FAIL INCRBY i64 0 -1 OVERFLOW SAT INCRBY i64 0 -1 => *6|:0|$-1|:9223372036854775807|:-9223372036854775808|$-1|:-9223372036854775808|
        BITFIELD u SET u63 0 9223372036854775807 OVERFLOW FAIL INCRBY u63 0 1 OVERFLOW WRAP INCRBY u63 0 1 OVERFLOW SAT INCRBY u63 0 -9223372036854775808 INCRBY u63 0 9223372036854775807 INCRBY u63 0 9223372036854775807 => *6|:0|$-1|:0|:0|:9223372036854775807|:9223372036854775807|
        BITFIELD o SET i1 0 1 GET i1 0 OVERFLOW FAIL INCRBY i1 0 1 INCRBY i1 0 -1 OVERFLOW SAT SET i1 0 5 SET i1 0 -5 GET i1 0 => *7|:0|:-1|:0|:-1|:-1|:0|:-1|
        BITFIELD new OVERFLOW FAIL SET u4 12 16 => *1|$-1|
        STRLEN new => :2|
        BITFIELD k OVERFLOW SAT => *0|
        BITFIELD none OVERFLOW SAT => *0|
        EXISTS none => :0|
        """,
        """
        SET k a => +OK|
        BITFIELD k GET u64 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET i65 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET u0 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET i-1 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET U8 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET u08 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET u 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET 8 0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET  0 => -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.|
        BITFIELD k GET u8 -1 => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 x => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 # => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 #-1 => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 ##1 => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8  => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 4294967296 => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 #536870912 => -ERR bit offset is not an integer or out of range|
        BITFIELD k GET u8 #536870911 => *1|:0|
        BITFIELD k GET u8 => -ERR syntax error|
        BITFIELD k SET u8 0 => -ERR syntax error|
        BITFIELD k INCRBY u8 0 => -ERR syntax error|
        BITFIELD k SET u8 0 x => -ERR value is not an integer or out of range|
        BITFIELD k INCRBY u8 0 9223372036854775808 => -ERR value is not an integer or out of range|
        BITFIELD k OVERFLOW => -ERR syntax error|
        BITFIELD k OVERFLOW no => -ERR Invalid OVERFLOW type specified|
        BITFIELD k PUT u8 0 1 => -ERR syntax error|
        BITFIELD k SET u8 0 98 PUT => -ERR syntax error|
        GET k => $1|a|
        BITFIELD => -ERR wrong number of arguments for 'bitfield' command|
        HSET h f v => :1|
        BITFIELD h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITFIELD h GET u8 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITFIELD h SET u8 0 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITFIELD h SET u8 0 x => -ERR value is not an integer or out of range|
        """,
        """
        SET k a => +OK|
        BITFIELD_RO k => *0|
        BITFIELD_RO k GET u8 0 get i4 #1 GET u8 4 => *3|:97|:1|:16|
        BITFIELD_RO none GET u8 0 => *1|:0|
        BITFIELD_RO k OVERFLOW SAT GET u8 0 => *1|:97|
        BITFIELD_RO k SET u8 0 1 => -ERR BITFIELD_RO only supports the GET subcommand|
        BITFIELD_RO k GET u8 0 INCRBY u8 0 1 => -ERR BITFIELD_RO only supports the GET subcommand|
        BITFIELD_RO k SET u8 0 x => -ERR value is not an integer or out of range|
        BITFIELD_RO k GET u8 => -ERR syntax error|
        BITFIELD_RO => -ERR wrong number of arguments for 'bitfield_ro' command|
        HSET h f v => :1|
        BITFIELD_RO h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITFIELD_RO h GET u8 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITFIELD_RO h SET u8 0 1 => -ERR BITFIELD_RO only supports the GET subcommand|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @Test
  void aFieldThatStaysAsItIsAnswersNull() {
    Reply reply = new MapView().run("BITFIELD k OVERFLOW FAIL SET u2 0 4 GET u2 0");
    assertThat(Transcripts.resp(reply, Protocol.RESP2)).isEqualTo("*2|$-1|:0|");
    assertThat(Transcripts.resp(reply, Protocol.RESP3)).isEqualTo("*2|_|:0|");
  }

  /// Redis makes it 127, since its distance from there overflows.
  @Test
  void theLowestNumberOfAllSaturatesDownwards() {
    assertThat(new MapView().run("BITFIELD k OVERFLOW SAT SET i8 0 -9223372036854775808 GET i8 0"))
        .isEqualTo(Reply.array(Reply.ZERO, Reply.integer(-128)));
  }

  /// Redis multiplies it to 0.
  @Test
  void anOffsetThatIsTooLargeOnceItIsMultipliedIsRefused() {
    assertThat(new MapView().run("BITFIELD k SET u8 #2305843009213693952 255"))
        .isEqualTo(Reply.error("ERR", "bit offset is not an integer or out of range"));
  }

  /// Redis makes the string longer than it else allows.
  @Test
  void aFieldThatEndsBehindTheLongestStringIsReadButNotWritten() {
    var database = new MapView();
    assertThat(database.run("BITFIELD k GET i64 4294967295")).isEqualTo(Reply.array(Reply.ZERO));
    assertThat(database.run("BITFIELD k SET i64 4294967295 1"))
        .isEqualTo(Reply.error("ERR", "string exceeds maximum allowed size (proto-max-bulk-len)"));
    assertThat(database.run("EXISTS k")).isEqualTo(Reply.ZERO);
  }
}
