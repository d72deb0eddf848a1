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
        """,
        """
        RPUSH l a b => :2|
        RENAME l m => +OK|
        EXISTS l => :0|
        LRANGE m 0 -1 => *2|$1|a|$1|b|
        SET text t => +OK|
        RENAME m text => +OK|
        TYPE text => +list|
        RPUSH text c => :3|
        RENAME text text => +OK|
        RENAME none text => -ERR no such key|
        RENAME none none => -ERR no such key|
        SADD s 1 => :1|
        RENAMENX s text => :0|
        RENAMENX s s => :0|
        RENAMENX none text => -ERR no such key|
        RENAMENX s t => :1|
        SMEMBERS t => *1|$1|1|
        DBSIZE => :2|
        TOUCH text t none text => :3|
        TOUCH => -ERR wrong number of arguments for 'touch' command|
        """,
        """
        RPUSH l a b => :2|
        COPY l m => :1|
        LPOP l => $1|a|
        LRANGE m 0 -1 => *2|$1|a|$1|b|
        COPY l m => :0|
        COPY l m REPLACE => :1|
        LRANGE m 0 -1 => *1|$1|b|
        COPY none m replace => :0|
        LLEN m => :1|
        COPY l l => -ERR source and destination objects are the same|
        COPY none none => -ERR source and destination objects are the same|
        COPY l m DB => -ERR syntax error|
        COPY l m AGAIN => -ERR syntax error|
        SET text 1 => +OK|
        COPY text m REPLACE => :1|
        GET m => $1|1|
        HSET h f v => :1|
        COPY h copy => :1|
        HSET h f w => :0|
        HGET copy f => $1|v|
        """,
        """
        OBJECT ENCODING none => $-1|
        OBJECT FREQ none => $-1|
        OBJECT IDLETIME none => $-1|
        OBJECT REFCOUNT none => $-1|
        SET k 12 => +OK|
        OBJECT ENCODING k => $3|int|
        SET k 012 => +OK|
        OBJECT encoding k => $6|embstr|
        OBJECT REFCOUNT k => :1|
        OBJECT IDLETIME k => :0|
        OBJECT FREQ k => -ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.|
        SET k 12345678901234567890123456789012345678901234 => +OK|
        OBJECT ENCODING k => $6|embstr|
        SET k 123456789012345678901234567890123456789012345 => +OK|
        OBJECT ENCODING k => $3|raw|
        RPUSH l a => :1|
        OBJECT ENCODING l => $9|quicklist|
        HSET h f v => :1|
        OBJECT ENCODING h => $8|listpack|
        HSET h f 12345678901234567890123456789012345678901234567890123456789012345 => :0|
        OBJECT ENCODING h => $9|hashtable|
        SADD s 1 -2 => :2|
        OBJECT ENCODING s => $6|intset|
        SADD s a => :1|
        OBJECT ENCODING s => $9|hashtable|
        OBJECT => -ERR wrong number of arguments for 'object' command|
        OBJECT ENCODING => -ERR wrong number of arguments for 'object|encoding' command|
        OBJECT SIZE k => -ERR unknown subcommand 'SIZE'. Try OBJECT HELP.|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @Test
  void aCopyToAnotherDatabaseIsRefused() {
    var database = new MapView();
    database.run("SET k v");
    assertThat(database.run("COPY k l DB 1"))
        .isEqualTo(
            Reply.error("ERR", "COPY takes no DB | it copies within the selected database only"));
    assertThat(database.run("EXISTS l")).isEqualTo(Reply.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RENAME l l", "RENAMENX l text", "COPY l text", "COPY none l REPLACE"})
  void whatChangesNothingWritesNoRecord(String line) {
    var database = new MapView();
    database.run("RPUSH l a");
    database.run("SET text t");
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void renamingTouchesTheTwoMetaRowsHoweverManyElementsThereAre() {
    var database = new MapView();
    database.run("RPUSH l a b c d e f");
    database.run("HSET h f v g w");
    assertThat(((Outcome.Change) database.decide("RENAME l h")).effects()).hasSize(2);
    assertThat(((Outcome.Change) database.decide("RENAMENX l new")).effects()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OBJECT ENCODING s", "OBJECT ENCODING h"})
  void theEncodingOfManyElementsIsKnownFromTheirNumber(String line) {
    var database = new MapView();
    for (int i = 0; i < 512; i++) {
      database.run("SADD s " + i);
      database.run("HSET h f" + i + " v");
    }
    assertThat(database.run(line)).isNotEqualTo(Reply.bulk("hashtable"));
    database.run("SADD s 512");
    database.run("HSET h f512 v");
    assertThat(database.run(line)).isEqualTo(Reply.bulk("hashtable"));
    assertThat(CountingView.rowsRead(database, line)).isLessThan(5);
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
