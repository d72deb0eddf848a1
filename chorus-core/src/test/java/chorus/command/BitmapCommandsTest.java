package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.log.LogRecord;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.EffectCodec;
import chorus.time.Hlc;
import chorus.value.Meta;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the bitmap commands, all but those of BITFIELD, and laws of all of them.
final class BitmapCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        SETBIT k 7 1 => :0|
        SETBIT k 7 0 => :1|
        GETBIT k 7 => :0|
        SETBIT k 1 1 => :0|
        SETBIT k 2 1 => :0|
        SETBIT k 15 1 => :0|
        SETBIT k 10 1 => :0|
        SETBIT k 9 1 => :0|
        GET k => $2|`a|
        STRLEN k => :2|
        GETBIT k 0 => :0|
        GETBIT k 1 => :1|
        GETBIT k 100 => :0|
        GETBIT k 4294967295 => :0|
        GETBIT none 0 => :0|
        TYPE k => +string|
        SETBIT new 20 0 => :0|
        STRLEN new => :3|
        BITCOUNT new => :0|
        """,
        """
        SET k a => +OK|
        SETBIT k -1 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k x 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k 01 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k #1 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k 4294967296 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k 9223372036854775808 1 => -ERR bit offset is not an integer or out of range|
        SETBIT k 0 2 => -ERR bit is not an integer or out of range|
        SETBIT k 0 -1 => -ERR bit is not an integer or out of range|
        SETBIT k 0 x => -ERR bit is not an integer or out of range|
        SETBIT k x y => -ERR bit offset is not an integer or out of range|
        GETBIT k -1 => -ERR bit offset is not an integer or out of range|
        GETBIT k 4294967296 => -ERR bit offset is not an integer or out of range|
        GETBIT k #1 => -ERR bit offset is not an integer or out of range|
        SETBIT k 1 => -ERR wrong number of arguments for 'setbit' command|
        SETBIT k 1 1 1 => -ERR wrong number of arguments for 'setbit' command|
        GETBIT k => -ERR wrong number of arguments for 'getbit' command|
        HSET h f v => :1|
        SETBIT h 0 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SETBIT h 0 2 => -ERR bit is not an integer or out of range|
        SETBIT h -1 1 => -ERR bit offset is not an integer or out of range|
        GETBIT h 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        GETBIT h -1 => -ERR bit offset is not an integer or out of range|
        """,
        """
        SET k foobar => +OK|
        BITCOUNT k => :26|
        BITCOUNT k 0 0 => :4|
        BITCOUNT k 1 1 => :6|
        BITCOUNT k 1 1 BYTE => :6|
        BITCOUNT k 1 -2 => :18|
        BITCOUNT k -2 1 => :0|
        BITCOUNT k -100 100 => :26|
        BITCOUNT k 5 30 BIT => :17|
        BITCOUNT k 5 5 bit => :1|
        BITCOUNT k -3 -1 BIT => :1|
        BITCOUNT k 0 1000 BIT => :26|
        BITCOUNT k -1 -2 => :0|
        BITCOUNT k -1 -2 nonsense => :0|
        BITCOUNT k 3 2 nonsense => -ERR syntax error|
        BITCOUNT k 9223372036854775807 9223372036854775807 BIT => :0|
        BITCOUNT k 9223372036854775807 9223372036854775807 => :0|
        BITCOUNT k -9223372036854775808 9223372036854775807 => :26|
        BITCOUNT k 0 => -ERR syntax error|
        BITCOUNT k x => -ERR syntax error|
        BITCOUNT k 0 x => -ERR value is not an integer or out of range|
        BITCOUNT k x 0 => -ERR value is not an integer or out of range|
        BITCOUNT k 0 1 BYTE BIT => -ERR syntax error|
        BITCOUNT k 0 1 b => -ERR syntax error|
        BITCOUNT => -ERR wrong number of arguments for 'bitcount' command|
        SET k x => +OK|
        BITCOUNT k -100 -50 => :4|
        BITCOUNT k -50 -100 => :0|
        SET k  => +OK|
        BITCOUNT k => :0|
        BITCOUNT k 0 -1 BIT => :0|
        BITCOUNT none => :0|
        BITCOUNT none 0 => :0|
        BITCOUNT none a b c d => :0|
        HSET h f v => :1|
        BITCOUNT h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITCOUNT h 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITCOUNT h a b => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        BITPOS none 0 => :0|
        BITPOS none 1 => :-1|
        BITPOS none 1 a b c d => :-1|
        BITPOS none 2 => -ERR The bit argument must be 1 or 0.|
        BITPOS none x => -ERR value is not an integer or out of range|
        SETBIT k 23 1 => :0|
        SETBIT k 24 0 => :0|
        BITPOS k 1 => :23|
        BITPOS k 0 => :0|
        BITPOS k 1 2 => :23|
        BITPOS k 1 3 => :-1|
        BITPOS k 1 0 1 => :-1|
        BITPOS k 1 0 -1 => :23|
        BITPOS k 1 0 -2 => :23|
        BITPOS k 1 -2 -2 => :23|
        BITPOS k 1 23 23 BIT => :23|
        BITPOS k 1 24 -1 bit => :-1|
        BITPOS k 0 23 23 BIT => :-1|
        BITPOS k 0 23 24 BIT => :24|
        BITPOS k 1 20 -1 BYTE => :-1|
        BITPOS k 0 4 => :-1|
        BITPOS k 0 100 => :-1|
        BITPOS k 0 3 2 => :-1|
        BITPOS k 0 -1 -5 => :-1|
        BITPOS k 2 => -ERR The bit argument must be 1 or 0.|
        BITPOS k -1 => -ERR The bit argument must be 1 or 0.|
        BITPOS k x => -ERR value is not an integer or out of range|
        BITPOS k 0 x => -ERR value is not an integer or out of range|
        BITPOS k 0 0 x => -ERR value is not an integer or out of range|
        BITPOS k 0 0 x y => -ERR syntax error|
        BITPOS k 0 0 x byte => -ERR value is not an integer or out of range|
        BITPOS k 0 0 1 BIT 1 => -ERR syntax error|
        BITPOS k => -ERR wrong number of arguments for 'bitpos' command|
        SET e  => +OK|
        BITPOS e 0 => :-1|
        BITPOS e 1 => :-1|
        BITPOS e 0 0 => :-1|
        BITPOS e 0 0 -1 => :-1|
        HSET h f v => :1|
        BITPOS h 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITPOS h 0 x => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITPOS h 2 => -ERR The bit argument must be 1 or 0.|
        """,
        """
        BITFIELD ones SET u16 0 65535 => *1|:0|
        BITPOS ones 0 => :16|
        BITPOS ones 0 0 => :16|
        BITPOS ones 0 1 => :16|
        BITPOS ones 0 2 => :-1|
        BITPOS ones 0 0 -1 => :-1|
        BITPOS ones 0 0 1 => :-1|
        BITPOS ones 0 3 9 BIT => :-1|
        BITPOS ones 1 3 9 BIT => :3|
        BITPOS ones 0 -1 -5 => :-1|
        """,
        """
        SET a abc => +OK|
        SET b ABCDE => +OK|
        BITOP AND d a b => :5|
        GETRANGE d 0 2 => $3|ABC|
        BITOP or d a b => :5|
        GET d => $5|abcDE|
        BITOP XOR d a b => :5|
        STRLEN d => :5|
        BITCOUNT d => :8|
        BITOP XOR d a d => :5|
        BITOP OR d a => :3|
        GET d => $3|abc|
        BITOP AND d a a a => :3|
        GET d => $3|abc|
        BITOP NOT d a => :3|
        BITOP NOT d d => :3|
        GET d => $3|abc|
        BITOP AND d a none => :3|
        STRLEN d => :3|
        BITCOUNT d => :0|
        BITOP OR d none a none => :3|
        GET d => $3|abc|
        BITOP XOR d none => :0|
        EXISTS d => :0|
        BITOP NOT d none => :0|
        SET e  => +OK|
        BITOP OR e e none => :0|
        EXISTS e => :0|
        BITOP AND a a b => :5|
        GETRANGE a 0 2 => $3|ABC|
        BITOP NAND d a b => -ERR syntax error|
        BITOP NOT d a b => -ERR BITOP NOT must be called with a single source key.|
        BITOP NOT d => -ERR wrong number of arguments for 'bitop' command|
        BITOP AND d => -ERR wrong number of arguments for 'bitop' command|
        BITOP => -ERR wrong number of arguments for 'bitop' command|
        HSET h f v => :1|
        BITOP AND d a h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITOP NOT d h => -WRONGTYPE Operation against a key holding the wrong kind of value|
        BITOP NOT h none => :0|
        TYPE h => +none|
        HSET h f v => :1|
        BITOP OR h b => :5|
        GET h => $5|ABCDE|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SETBIT k 0 0",
        "SETBIT k 1 1",
        "BITOP NOT none none",
        "BITFIELD k",
        "BITFIELD k GET u8 0",
        "BITFIELD none GET u8 0",
        "BITFIELD k SET u8 0 97",
        "BITFIELD k SET u8 0 98 SET u8 0 97",
        "BITFIELD k INCRBY u8 0 0",
        "BITFIELD k OVERFLOW FAIL SET u8 0 256"
      })
  void whatChangesNothingWritesNoRecord(String line) {
    var database = new MapView();
    database.run("SET k a");
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SETBIT none 100 0", "BITFIELD none OVERFLOW FAIL SET u8 8 256 SET u8 9 256"})
  void aStringGrowsByZeroBytes(String line) {
    var database = new MapView();
    database.run(line);
    long length = ((Reply.Int) database.run("STRLEN none")).value();
    assertThat(database.run("GET none")).isEqualTo(Reply.bulk(Bytes.of(new byte[(int) length])));
    assertThat(length).isGreaterThan(2);
  }

  @ParameterizedTest
  @CsvSource({
    "SETBIT k 0 1, 7000",
    "SETBIT k 100 1, 7000",
    "BITFIELD k SET u8 0 1, 7000",
    "BITOP NOT k k, 0",
    "BITOP OR k none k, 0"
  })
  void aChangeKeepsTheExpiryAndAResultHasNone(String line, long expected) {
    var database = new MapView();
    Bytes key = Bytes.utf8("k");
    Edit edit = Edit.over(database, new Moment(Hlc.ZERO, Epoch.NONE, Lsn.NONE, 0));
    edit.setString(key, Bytes.utf8("a"), 7000);
    database.change(((Outcome.Change) edit.done(Reply.OK)).effects());
    database.run(line);
    Meta after = Objects.requireNonNull(Keyspace.over(database).meta(key));
    assertThat(after.expiryMillis()).isEqualTo(expected);
  }

  /// A record carries what the string becomes, not what was done to it.
  @Test
  void aFollowerThatAppliesTheRecordsHoldsTheSameStrings() {
    var random = new SplittableRandom(11);
    var leader = new MapView();
    var follower = new MapView();
    int replayed = 0;
    for (int step = 0; step < 3_000; step++) {
      leader.run(randomChange(random));
      for (LogRecord record : leader.log().subList(replayed, leader.log().size())) {
        follower.change(EffectCodec.decode(record.payload()));
        replayed++;
      }
      for (String key : new String[] {"k0", "k1", "k2"}) {
        assertThat(follower.run("GET " + key)).isEqualTo(leader.run("GET " + key));
      }
    }
    assertThat(replayed).isGreaterThan(1_000);
  }

  private static String randomChange(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> "SETBIT " + key(random) + " " + random.nextInt(200) + " " + random.nextInt(2);
      case 1 -> "BITFIELD " + key(random) + " SET i7 " + random.nextInt(200) + " 1000";
      case 2 ->
          "BITFIELD " + key(random) + " OVERFLOW FAIL INCRBY u5 #" + random.nextInt(20) + " 9";
      case 3 -> "BITOP XOR " + key(random) + " " + key(random) + " " + key(random);
      default -> "BITOP NOT " + key(random) + " " + key(random);
    };
  }

  private static String key(SplittableRandom random) {
    return "k" + random.nextInt(3);
  }
}
