package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the hash commands, and the laws of their rows.
final class HashCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        HSET h f 1 g 2 => :2|
        HSET h f 3 f 4 i 5 => :1|
        HGET h f => $1|4|
        HGET h none => $-1|
        HGET none f => $-1|
        HLEN h => :3|
        HLEN none => :0|
        HEXISTS h g => :1|
        HEXISTS h none => :0|
        HEXISTS none f => :0|
        HSTRLEN h f => :1|
        HSTRLEN h none => :0|
        TYPE h => +hash|
        HSET h f => -ERR wrong number of arguments for 'hset' command|
        HSET h f 1 g => -ERR wrong number of arguments for 'hset' command|
        HMSET h f 1 g => -ERR wrong number of arguments for 'hmset' command|
        HMSET h f 7 => +OK|
        HMGET h f none g => *3|$1|7|$-1|$1|2|
        HMGET none f => *1|$-1|
        """,
        """
        HSETNX h f 1 => :1|
        HSETNX h f 2 => :0|
        HGETALL h => *2|$1|f|$1|1|
        HKEYS h => *1|$1|f|
        HVALS h => *1|$1|1|
        HGETALL none => *0|
        HKEYS none => *0|
        HVALS none => *0|
        HDEL h none => :0|
        HDEL none f => :0|
        HDEL h f f => :1|
        EXISTS h => :0|
        DBSIZE => :0|
        """,
        """
        HINCRBY h n 5 => :5|
        HINCRBY h n -7 => :-2|
        HINCRBY h n x => -ERR value is not an integer or out of range|
        HSET h n x => :0|
        HINCRBY h n 1 => -ERR hash value is not an integer|
        HSET h n 9223372036854775807 => :0|
        HINCRBY h n 1 => -ERR increment or decrement would overflow|
        HINCRBYFLOAT h x 10.5 => $4|10.5|
        HINCRBYFLOAT h x 0.1 => $4|10.6|
        HINCRBYFLOAT h x 5.0e3 => $6|5010.6|
        HINCRBYFLOAT h x y => -ERR value is not a valid float|
        HINCRBYFLOAT h x inf => -ERR value is NaN or Infinity|
        HSET h x y => :0|
        HINCRBYFLOAT h x 1 => -ERR hash value is not a float|
        """,
        """
        HRANDFIELD none => $-1|
        HRANDFIELD none 5 => *0|
        HSET h f 1 => :1|
        HRANDFIELD h => $1|f|
        HRANDFIELD h 0 => *0|
        HRANDFIELD h 5 => *1|$1|f|
        HRANDFIELD h -3 => *3|$1|f|$1|f|$1|f|
        HRANDFIELD h 5 WITHVALUES => *2|$1|f|$1|1|
        HRANDFIELD h 5 VALUES => -ERR syntax error|
        HRANDFIELD h 5 WITHVALUES x => -ERR syntax error|
        HRANDFIELD h x => -ERR value is not an integer or out of range|
        HRANDFIELD h 9223372036854775807 WITHVALUES => -ERR value is out of range|
        HRANDFIELD h -9223372036854775808 => -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807|
        """,
        """
        HSCAN none 0 => *2|$1|0|*0|
        HSCAN none x => -ERR invalid cursor|
        HSET h f 1 => :1|
        HSCAN h 0 => *2|$1|0|*2|$1|f|$1|1|
        HSCAN h 0 MATCH g* => *2|$1|0|*0|
        HSCAN h 0 match [f] COUNT 1 => *2|$1|0|*2|$1|f|$1|1|
        HSCAN h 18446744073709551615 => *2|$1|0|*0|
        HSCAN h 18446744073709551616 => -ERR invalid cursor|
        HSCAN h 0 COUNT 0 => -ERR syntax error|
        HSCAN h 0 COUNT x => -ERR value is not an integer or out of range|
        HSCAN h 0 COUNT => -ERR syntax error|
        HSCAN h 0 TYPE hash => -ERR syntax error|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @Test
  void pairsAreNestedInResp3Only() {
    var database = new MapView();
    database.run("HSET h f 1");
    assertThat(Transcripts.resp(database.run("HRANDFIELD h 1 WITHVALUES"), Protocol.RESP3))
        .isEqualTo("*1|*2|$1|f|$1|1|");
    assertThat(Transcripts.resp(database.run("HGETALL h"), Protocol.RESP3))
        .isEqualTo("%1|$1|f|$1|1|");
  }

  @Test
  void randomFieldsOfAPositiveCountAreDifferent() {
    var database = new MapView();
    for (int i = 0; i < 50; i++) {
      database.run("HSET h f" + i + " v");
    }
    List<Reply> drawn = ((Reply.Array) database.run("HRANDFIELD h 20")).elements();
    assertThat(drawn).hasSize(20).doesNotHaveDuplicates();
    assertThat(drawn).isNotEqualTo(((Reply.Array) database.run("HRANDFIELD h 20")).elements());
  }

  @Test
  void aScanOfALargeHashGivesEveryFieldOnce() {
    var database = new MapView();
    var expected = new TreeSet<String>();
    for (int i = 0; i < 2_000; i++) {
      database.run("HSET h f" + i + " " + i);
      expected.add("f" + i);
    }
    var found = new ArrayList<String>();
    String cursor = "0";
    int pages = 0;
    do {
      List<Reply> page =
          ((Reply.Array) database.run("HSCAN h " + cursor + " COUNT 100")).elements();
      cursor = ((Reply.Bulk) page.getFirst()).value().utf8();
      List<Reply> entries = ((Reply.Array) page.getLast()).elements();
      for (int i = 0; i < entries.size(); i += 2) {
        found.add(((Reply.Bulk) entries.get(i)).value().utf8());
      }
      pages++;
    } while (!cursor.equals("0"));
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(pages).isEqualTo(20);
  }

  @Test
  void aHashOfFewFieldsComesOnOnePage() {
    var database = new MapView();
    for (int i = 0; i < 512; i++) {
      database.run("HSET h f" + i + " v");
    }
    List<Reply> page = ((Reply.Array) database.run("HSCAN h 0 COUNT 1")).elements();
    assertThat(page.getFirst()).isEqualTo(Reply.bulk("0"));
    assertThat(((Reply.Array) page.getLast()).elements()).hasSize(1024);
  }

  @Test
  void countAndElementsHashMoveWithTheElements() {
    var database = new MapView();
    var model = new TreeMap<String, String>();
    var draws =
        Draws.of(new Moment(chorus.time.Hlc.ZERO, chorus.base.Epoch.NONE, chorus.base.Lsn.NONE, 7));
    for (int step = 0; step < 2_000; step++) {
      String field = "f" + draws.below(30);
      String value = "v" + draws.below(5);
      switch (draws.below(3)) {
        case 0 -> {
          database.run("HDEL h " + field);
          model.remove(field);
        }
        case 1 -> {
          database.run("HSET h " + field + " " + value + " " + field + " last");
          model.put(field, "last");
        }
        default -> {
          database.run("HSETNX h " + field + " " + value);
          model.putIfAbsent(field, value);
        }
      }
      Meta.OfCollection meta = Keyspace.over(database).collection(Bytes.utf8("h"), ValueType.HASH);
      if (model.isEmpty()) {
        assertThat(meta).isNull();
      } else {
        Hash128 expected = Hash128.ZERO;
        for (var entry : model.entrySet()) {
          expected =
              expected.plus(
                  Meta.elementHash(Bytes.utf8(entry.getKey()), Bytes.utf8(entry.getValue())));
        }
        assertThat(meta).isNotNull();
        assertThat(meta.count()).isEqualTo(model.size());
        assertThat(meta.elementsHash()).isEqualTo(expected);
      }
    }
  }

  @Test
  void deletingAHashTouchesTheMetaRowAlone() {
    var database = new MapView();
    database.run("HSET h f 1 g 2 i 3");
    assertThat(((Outcome.Change) database.decide("DEL h")).effects()).hasSize(1);
    database.run("DEL h");
    assertThat(database.run("HSET h f 9")).isEqualTo(Reply.ONE);
    assertThat(database.run("HLEN h")).isEqualTo(Reply.ONE);
  }
}
