package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the commands on keys and the keyspace.
final class KeyCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        MSET a 1 b 2 => +OK|
        EXISTS a a none b => :3|
        DEL a a none => :1|
        UNLINK b none => :1|
        DBSIZE => :0|
        RANDOMKEY => $-1|
        TYPE a => +none|
        KEYS * => *0|
        """,
        """
        SET user:1 v => +OK|
        HSET user:2 f v => :1|
        KEYS user:[1] => *1|$6|user:1|
        KEYS nothing* => *0|
        SCAN 0 TYPE hash => *2|$1|0|*1|$6|user:2|
        SCAN 0 TYPE STRING MATCH user* => *2|$1|0|*1|$6|user:1|
        SCAN 0 TYPE list => *2|$1|0|*0|
        SADD user:3 m => :1|
        SCAN 0 TYPE set => *2|$1|0|*1|$6|user:3|
        TYPE user:3 => +set|
        UNLINK user:3 => :1|
        SCAN 0 COUNT 0 => -ERR syntax error|
        SCAN 0 COUNT => -ERR syntax error|
        SCAN 0 LIMIT 5 => -ERR syntax error|
        SCAN x => -ERR invalid cursor|
        SCAN -1 => -ERR invalid cursor|
        FLUSHDB NOW => -ERR syntax error|
        FLUSHDB SYNC ASYNC => -ERR syntax error|
        FLUSHDB ASYNC => +OK|
        DBSIZE => :0|
        GET user:1 => $-1|
        SET user:1 w => +OK|
        KEYS * => *1|$6|user:1|
        FLUSHALL => +OK|
        RANDOMKEY => $-1|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @Test
  void aScanGivesEveryKeyThatIsThereThroughoutOnce() {
    var database = new MapView();
    var stays = new TreeSet<String>();
    for (int i = 0; i < 500; i++) {
      database.run("SET stays" + i + " v");
      database.run("SET goes" + i + " v");
      stays.add("stays" + i);
    }
    var found = new ArrayList<String>();
    String cursor = "0";
    int pages = 0;
    do {
      List<Reply> page =
          ((Reply.Array) database.run("SCAN " + cursor + " MATCH stays* COUNT 20")).elements();
      cursor = ((Reply.Bulk) page.getFirst()).value().utf8();
      for (Reply key : ((Reply.Array) page.getLast()).elements()) {
        found.add(((Reply.Bulk) key).value().utf8());
      }
      database.run("DEL goes" + pages);
      database.run("SET comes" + pages + " v");
      pages++;
    } while (!cursor.equals("0"));
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(stays);
    assertThat(pages).isGreaterThan(20);
  }

  @Test
  void randomKeyReachesEveryKey() {
    var database = new MapView();
    database.run("MSET a 1 b 2 c 3 d 4");
    var seen = new TreeSet<String>();
    for (int i = 0; i < 400; i++) {
      seen.add(((Reply.Bulk) database.run("RANDOMKEY")).value().utf8());
    }
    assertThat(seen).containsExactly("a", "b", "c", "d");
  }

  @Test
  void flushTouchesOneRow() {
    var database = new MapView();
    database.run("MSET a 1 b 2 c 3 d 4");
    assertThat(((Outcome.Change) database.decide("FLUSHDB")).effects()).hasSize(1);
  }

  @Test
  void aNewHashUnderAnOldNameHasNoneOfItsFields() {
    var database = new MapView();
    database.run("HSET h old 1");
    database.run("SET h text");
    database.run("DEL h");
    database.run("HSET h new 2");
    assertThat(database.run("HKEYS h")).isEqualTo(Reply.array(Reply.bulk("new")));
    database.run("FLUSHDB");
    database.run("HSET h newer 3");
    assertThat(database.run("HKEYS h")).isEqualTo(Reply.array(Reply.bulk("newer")));
  }
}
