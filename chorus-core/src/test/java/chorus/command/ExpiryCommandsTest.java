package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.value.RowKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that expire, by a clock that the test moves.
final class ExpiryCommandsTest {
  private static final long NOW = 1_700_000_000_000L;

  private final MapView database = new MapView();

  ExpiryCommandsTest() {
    database.millis = NOW;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        EXPIRE none 10 => :0|
        TTL none => :-2|
        PTTL none => :-2|
        EXPIRETIME none => :-2|
        PEXPIRETIME none => :-2|
        PERSIST none => :0|
        SET k v => +OK|
        TTL k => :-1|
        PTTL k => :-1|
        EXPIRETIME k => :-1|
        PERSIST k => :0|
        EXPIRE k 10 => :1|
        TTL k => :10|
        PTTL k => :10000|
        EXPIRETIME k => :1700000010|
        PEXPIRETIME k => :1700000010000|
        PERSIST k => :1|
        TTL k => :-1|
        PEXPIRE k 1499 => :1|
        TTL k => :1|
        PEXPIRE k 1500 => :1|
        TTL k => :2|
        EXPIREAT k 1700000020 => :1|
        TTL k => :20|
        PEXPIREAT k 1700000020500 => :1|
        PTTL k => :20500|
        EXPIRETIME k => :1700000021|
        """,
        """
        SET k v => +OK|
        EXPIRE k 0 => :1|
        EXISTS k => :0|
        HSET k f v => :1|
        EXPIRE k -1 => :1|
        EXISTS k => :0|
        SET k v => +OK|
        PEXPIREAT k 1700000000000 => :1|
        EXISTS k => :0|
        SET k v => +OK|
        EXPIREAT k -5 => :1|
        EXISTS k => :0|
        """,
        """
        SET k v => +OK|
        EXPIRE k 10 XX => :0|
        EXPIRE k 10 GT => :0|
        EXPIRE k 10 LT => :1|
        EXPIRE k 10 LT => :0|
        EXPIRE k 9 lt => :1|
        EXPIRE k 9 GT => :0|
        EXPIRE k 10 gt => :1|
        EXPIRE k 20 NX => :0|
        EXPIRE k 20 xx => :1|
        EXPIRE k 5 XX LT => :1|
        TTL k => :5|
        EXPIRE k 5 NX XX => -ERR NX and XX, GT or LT options at the same time are not compatible|
        EXPIRE k 5 GT LT => -ERR GT and LT options at the same time are not compatible|
        EXPIRE k 5 NX NX => :0|
        EXPIRE k 5 FOO => -ERR Unsupported option FOO|
        EXPIRE k x FOO => -ERR Unsupported option FOO|
        EXPIRE k x => -ERR value is not an integer or out of range|
        EXPIRE none 9223372036854775807 => -ERR invalid expire time in 'expire' command|
        PEXPIRE none 9223372036854775807 => -ERR invalid expire time in 'pexpire' command|
        EXPIREAT none 9223372036854775807 => -ERR invalid expire time in 'expireat' command|
        PEXPIREAT k 9223372036854775807 => :1|
        PEXPIRETIME k => :9223372036854775807|
        EXPIRE none -9223372036854775808 => -ERR invalid expire time in 'expire' command|
        PEXPIRE k -9223372036854775808 => :1|
        EXISTS k => :0|
        """,
        """
        SET k v EX 10 => +OK|
        TTL k => :10|
        SET k v => +OK|
        TTL k => :-1|
        SET k v PX 1500 NX => $-1|
        SET k v PX 1500 xx => +OK|
        PTTL k => :1500|
        SET k w KEEPTTL => +OK|
        PTTL k => :1500|
        SET k w EXAT 1700000002 => +OK|
        PTTL k => :2000|
        SET k w PXAT 1700000002500 GET => $1|w|
        PTTL k => :2500|
        SET k w EX 5 EX 6 => +OK|
        TTL k => :6|
        SET k w EX 0 => -ERR invalid expire time in 'set' command|
        SET k w PX -1 => -ERR invalid expire time in 'set' command|
        SET k w EX 9223372036854775807 => -ERR invalid expire time in 'set' command|
        SET k w PX 9223372036854775807 => -ERR invalid expire time in 'set' command|
        SET k w EX x => -ERR value is not an integer or out of range|
        SET k w EX => -ERR syntax error|
        SET k w EX 5 PX 5 => -ERR syntax error|
        SET k w EX 5 KEEPTTL => -ERR syntax error|
        SET k w KEEPTTL EX 5 => -ERR syntax error|
        SET k w KEEPTTL KEEPTTL => +OK|
        TTL k => :6|
        SET k old PXAT 5 => +OK|
        GET k => $-1|
        """,
        """
        SETEX k 10 v => +OK|
        TTL k => :10|
        PSETEX k 2500 w => +OK|
        PTTL k => :2500|
        GET k => $1|w|
        SETEX k 0 v => -ERR invalid expire time in 'setex' command|
        PSETEX k -1 v => -ERR invalid expire time in 'psetex' command|
        SETEX k x v => -ERR value is not an integer or out of range|
        HSET h f v => :1|
        SETEX h 10 v => +OK|
        TYPE h => +string|
        """,
        """
        GETEX none EX 0 => $-1|
        SET k v => +OK|
        GETEX k => $1|v|
        TTL k => :-1|
        GETEX k EX 10 => $1|v|
        TTL k => :10|
        GETEX k => $1|v|
        TTL k => :10|
        GETEX k PERSIST => $1|v|
        TTL k => :-1|
        GETEX k persist => $1|v|
        GETEX k PXAT 1700000001000 => $1|v|
        PTTL k => :1000|
        GETEX k EX 0 => -ERR invalid expire time in 'getex' command|
        GETEX k KEEPTTL => -ERR syntax error|
        GETEX k PERSIST EX 1 => -ERR syntax error|
        GETEX k EX 1 PERSIST => -ERR syntax error|
        GETEX k EXAT 5 => $1|v|
        EXISTS k => :0|
        HSET h f v => :1|
        GETEX h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        SET k 1 EX 10 => +OK|
        INCR k => :2|
        APPEND k 0 => :2|
        SETRANGE k 0 3 => :2|
        TTL k => :10|
        GETSET k v => $2|30|
        TTL k => :-1|
        HSET h f v => :1|
        EXPIRE h 10 => :1|
        HSET h g v => :1|
        HDEL h f => :1|
        TTL h => :10|
        HDEL h g => :1|
        HSET h f v => :1|
        TTL h => :-1|
        """
      })
  void answersAsRedisDoes(String transcript) {
    play(transcript);
  }

  @Test
  void aKeyIsThereUpToItsMillisecondAndGoneBehindIt() {
    play(
        """
        SET k v PX 100 => +OK|
        """);
    database.millis += 100;
    play(
        """
        GET k => $1|v|
        PTTL k => :0|
        """);
    database.millis++;
    play(
        """
        GET k => $-1|
        PTTL k => :-2|
        """);
  }

  @Test
  void whateverAsksForAnExpiredKeyFindsNothing() {
    play(
        """
        SET s v PX 1 => +OK|
        HSET h f v => :1|
        PEXPIRE h 1 => :1|
        SADD a m => :1|
        PEXPIRE a 1 => :1|
        SET other v => +OK|
        """);
    database.millis += 2;
    play(
        """
        EXISTS s h a => :0|
        TYPE h => +none|
        KEYS * => *1|$5|other|
        SCAN 0 => *2|$1|0|*1|$5|other|
        RANDOMKEY => $5|other|
        DEL s => :0|
        HGET h f => $-1|
        HSETNX h f w => :1|
        TTL h => :-1|
        HLEN h => :1|
        SADD a n => :1|
        SMEMBERS a => *1|$1|n|
        APPEND s x => :1|
        TTL s => :-1|
        PERSIST s => :0|
        """);
  }

  /// A later leader whose clock is behind would show it again.
  @Test
  void whoeverHidesAKeyRemovesIt() {
    play(
        """
        SET a v PX 1 => +OK|
        SET b v PX 1 => +OK|
        SET c v => +OK|
        """);
    assertThat(database.decide("GET a")).isInstanceOf(Outcome.Answer.class);
    database.millis += 2;
    for (String reads : List.of("GET a", "KEYS *", "SCAN 0", "DEL a", "HGET a f")) {
      assertThat(database.decide(reads)).as(reads).isInstanceOf(Outcome.Change.class);
    }
    play(
        """
        MGET a b c => *3|$-1|$-1|$1|v|
        """);
    assertThat(database.count(RowKind.META)).isEqualTo(1);
    assertThat(database.decide("MGET a b c")).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void aCommandThatWritesRemovesTooWhatItDidNotSee() {
    play(
        """
        SET a 1 PX 1 => +OK|
        SET b 1 PX 1 => +OK|
        """);
    database.millis += 2;
    var change = (Outcome.Change) database.decide("MSETNX a 2 c 2");
    assertThat(change.reply()).isEqualTo(Reply.ONE);
    assertThat(change.effects().stream().filter(Effect.Delete.class::isInstance)).isEmpty();
    var set = (Outcome.Change) database.decide("BITOP NOT c b");
    assertThat(set.effects()).hasSize(1);
  }

  @Test
  void oneRecordRemovesSoManyAndNoMore() {
    int keys = Limits.EXPIRED_KEYS_PER_RECORD + 5;
    for (int i = 0; i < keys; i++) {
      database.run("SET k" + i + " v PX 1");
    }
    database.millis += 2;
    assertThat(database.run("KEYS *")).isEqualTo(Reply.EMPTY_ARRAY);
    assertThat(database.count(RowKind.META)).isEqualTo(5);
    assertThat(database.run("DBSIZE")).isEqualTo(Reply.integer(5));
    database.run("KEYS *");
    assertThat(database.count(RowKind.META)).isZero();
  }

  private void play(String transcript) {
    for (String line : transcript.lines().toList()) {
      int arrow = line.indexOf(" => ");
      assertThat(Transcripts.resp(database.run(line.substring(0, arrow)), Protocol.RESP2))
          .as(line)
          .isEqualTo(line.substring(arrow + 4));
    }
  }
}
