package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.RowKind;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the set commands, and the laws of their rows.
final class SetCommandsTest {
  private static final int MANY = 20_000;

  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        SADD s a b a => :2|
        SADD s a c => :1|
        SADD s a => :0|
        SADD s => -ERR wrong number of arguments for 'sadd' command|
        SCARD s => :3|
        SCARD none => :0|
        SISMEMBER s a => :1|
        SISMEMBER s none => :0|
        SISMEMBER none a => :0|
        SMISMEMBER s a none c => *3|:1|:0|:1|
        SMISMEMBER none a b => *2|:0|:0|
        TYPE s => +set|
        EXISTS s => :1|
        SREM s none => :0|
        SREM none a => :0|
        SREM s a a b => :2|
        SMEMBERS s => *1|$1|c|
        SREM s c none => :1|
        SMEMBERS s => *0|
        EXISTS s => :0|
        TYPE s => +none|
        DBSIZE => :0|
        """,
        """
        SADD a 1 2 => :2|
        SADD b 3 => :1|
        SMOVE a b 1 => :1|
        SISMEMBER a 1 => :0|
        SISMEMBER b 1 => :1|
        SMOVE a b 1 => :0|
        SMOVE a b none => :0|
        SMOVE none b 1 => :0|
        SADD a 1 => :1|
        SMOVE a b 1 => :1|
        SCARD b => :2|
        SMOVE a a 2 => :1|
        SMOVE a a none => :0|
        SMEMBERS a => *1|$1|2|
        SMOVE a new 2 => :1|
        EXISTS a => :0|
        SMEMBERS new => *1|$1|2|
        SET text t => +OK|
        SMOVE none text 1 => :0|
        SMOVE b text 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SMOVE b text none => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SMOVE text b 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SMOVE text none 1 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        SPOP none => $-1|
        SPOP none 2 => *0|
        SADD s a => :1|
        SPOP s 0 => *0|
        SPOP s => $1|a|
        EXISTS s => :0|
        SADD s a => :1|
        SPOP s 5 => *1|$1|a|
        EXISTS s => :0|
        SADD s a => :1|
        SPOP s -1 => -ERR value is out of range, must be positive|
        SPOP s x => -ERR value is out of range, must be positive|
        SPOP none -1 => -ERR value is out of range, must be positive|
        SPOP s 1 2 => -ERR syntax error|
        SCARD s => :1|
        """,
        """
        SRANDMEMBER none => $-1|
        SRANDMEMBER none 3 => *0|
        SRANDMEMBER none -3 => *0|
        SADD s a => :1|
        SRANDMEMBER s => $1|a|
        SRANDMEMBER s 0 => *0|
        SRANDMEMBER s 5 => *1|$1|a|
        SRANDMEMBER s -3 => *3|$1|a|$1|a|$1|a|
        SRANDMEMBER s 1 2 => -ERR syntax error|
        SRANDMEMBER s x => -ERR value is not an integer or out of range|
        SRANDMEMBER s -9223372036854775808 => -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807|
        SRANDMEMBER s -1000001 => -ERR value is out of range|
        SCARD s => :1|
        """,
        """
        SADD a 1 2 3 => :3|
        SADD b 2 3 4 => :3|
        SADD c 3 5 => :2|
        SINTER a b c => *1|$1|3|
        SINTER a none => *0|
        SINTER none a => *0|
        SINTERSTORE to a b => :2|
        SDIFF to c => *1|$1|2|
        SDIFF a b => *1|$1|1|
        SDIFF a a => *0|
        SDIFF none a => *0|
        SDIFF a none b => *1|$1|1|
        SDIFF a b none a => *0|
        SUNION none => *0|
        SUNION none none2 => *0|
        SUNIONSTORE all a b c none => :5|
        SCARD all => :5|
        SDIFFSTORE rest all a b => :1|
        SMEMBERS rest => *1|$1|5|
        SINTER rest => *1|$1|5|
        SUNION rest rest => *1|$1|5|
        SDIFF rest => *1|$1|5|
        SET text t => +OK|
        SINTER a text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SINTER none text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SUNION a text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SDIFF none text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SUNIONSTORE a b text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SINTERSTORE a none text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SDIFFSTORE a none text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SCARD a => :3|
        """,
        """
        SADD a 1 2 3 => :3|
        SADD b 2 3 4 => :3|
        SUNIONSTORE a a b => :4|
        SINTERSTORE b a b => :3|
        SDIFFSTORE a a b => :1|
        SMEMBERS a => *1|$1|1|
        SDIFFSTORE a a a => :0|
        EXISTS a => :0|
        SINTERSTORE none a b => :0|
        SUNIONSTORE none none none => :0|
        EXISTS none => :0|
        SET text t => +OK|
        HSET hash f v => :1|
        SUNIONSTORE text b => :3|
        TYPE text => +set|
        SINTERSTORE hash none => :0|
        EXISTS hash => :0|
        SET text t => +OK|
        SDIFFSTORE text none b => :0|
        EXISTS text => :0|
        SUNIONSTORE a => -ERR wrong number of arguments for 'sunionstore' command|
        """,
        """
        SADD a 1 2 3 => :3|
        SADD b 2 3 4 => :3|
        SINTERCARD 2 a b => :2|
        SINTERCARD 1 a => :3|
        SINTERCARD 2 a none => :0|
        SINTERCARD 2 a b LIMIT 1 => :1|
        SINTERCARD 2 a b limit 0 => :2|
        SINTERCARD 2 a b LIMIT 9 => :2|
        SINTERCARD 2 a b LIMIT 1 LIMIT 2 => :2|
        SINTERCARD 0 a => -ERR numkeys should be greater than 0|
        SINTERCARD -1 a => -ERR numkeys should be greater than 0|
        SINTERCARD x a => -ERR numkeys should be greater than 0|
        SINTERCARD 3 a b => -ERR Number of keys can't be greater than number of args|
        SINTERCARD 9223372036854775807 a b => -ERR Number of keys can't be greater than number of args|
        SINTERCARD 2 a b LIMIT -1 => -ERR LIMIT can't be negative|
        SINTERCARD 2 a b LIMIT x => -ERR LIMIT can't be negative|
        SINTERCARD 2 a b LIMIT => -ERR syntax error|
        SINTERCARD 2 a b MOST 1 => -ERR syntax error|
        SINTERCARD 1 a b => -ERR syntax error|
        SINTERCARD 1 => -ERR wrong number of arguments for 'sintercard' command|
        SET text t => +OK|
        SINTERCARD 2 none text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        SSCAN none 0 => *2|$1|0|*0|
        SSCAN none x => -ERR invalid cursor|
        SADD s f => :1|
        SSCAN s 0 => *2|$1|0|*1|$1|f|
        SSCAN s 0 MATCH g* => *2|$1|0|*0|
        SSCAN s 0 match [f] COUNT 1 => *2|$1|0|*1|$1|f|
        SSCAN s 18446744073709551615 => *2|$1|0|*0|
        SSCAN s 18446744073709551616 => -ERR invalid cursor|
        SSCAN s 0 COUNT 0 => -ERR syntax error|
        SSCAN s 0 COUNT x => -ERR value is not an integer or out of range|
        SSCAN s 0 COUNT => -ERR syntax error|
        SSCAN s 0 TYPE set => -ERR syntax error|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource({
    "SMEMBERS s, ~1|$1|a|",
    "SMEMBERS none, ~0|",
    "SINTER s, ~1|$1|a|",
    "SINTER s none, ~0|",
    "SUNION s, ~1|$1|a|",
    "SUNION none, ~0|",
    "SDIFF s, ~1|$1|a|",
    "SDIFF s s, ~0|",
    "SPOP s 1, ~1|$1|a|",
    "SPOP s 0, ~0|",
    "SPOP none 1, ~0|",
    "SPOP none, _|",
    "SRANDMEMBER s 1, *1|$1|a|",
    "SRANDMEMBER none 1, *0|",
    "SRANDMEMBER none, _|",
    "SMISMEMBER s a, *1|:1|",
    "SISMEMBER s a, :1|",
    "SSCAN s 0, *2|$1|0|*1|$1|a|"
  })
  void setsAreSetsInResp3(String command, String reply) {
    database.run("SADD s a");
    assertThat(Transcripts.resp(database.run(command), Protocol.RESP3)).isEqualTo(reply);
  }

  @Test
  void combinationsAreThoseOfTheMathematics() {
    var random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      var sets = new ArrayList<TreeSet<String>>();
      database.run("DEL k0 k1 k2");
      for (int k = 0; k < 3; k++) {
        var set = new TreeSet<String>();
        int members = random.nextInt(4) == 0 ? 40 : random.nextInt(12);
        for (int i = 0; i < members; i++) {
          String member = "m" + random.nextInt(60);
          set.add(member);
          database.run("SADD k" + k + " " + member);
        }
        sets.add(set);
      }
      var union = new TreeSet<String>();
      sets.forEach(union::addAll);
      var intersection = new TreeSet<>(sets.getFirst());
      sets.forEach(intersection::retainAll);
      var difference = new TreeSet<>(sets.getFirst());
      sets.subList(1, 3).forEach(difference::removeAll);
      combinationIs("SUNION", union);
      combinationIs("SINTER", intersection);
      combinationIs("SDIFF", difference);
      int limit = 1 + random.nextInt(5);
      assertThat(database.run("SINTERCARD 3 k0 k1 k2 LIMIT " + limit))
          .isEqualTo(Reply.integer(Math.min(limit, intersection.size())));
    }
  }

  private void combinationIs(String command, Set<String> expected) {
    assertThat(members(database.run(command + " k0 k1 k2")))
        .containsExactlyInAnyOrderElementsOf(expected);
    String destination = "k" + expected.size() % 4;
    MapView fork = database.fork();
    assertThat(fork.run(command + "STORE " + destination + " k0 k1 k2"))
        .isEqualTo(Reply.integer(expected.size()));
    assertThat(members(fork.run("SMEMBERS " + destination)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void membersComeInOneOrderWhateverTheSet() {
    fill("big", 0, 100);
    fill("small", 20, 30);
    List<String> order = members(database.run("SMEMBERS big"));
    List<String> within =
        order.stream().filter(members(database.run("SMEMBERS small"))::contains).toList();
    assertThat(members(database.run("SMEMBERS small"))).isEqualTo(within);
    assertThat(members(database.run("SINTER big small"))).isEqualTo(within);
    assertThat(members(database.run("SUNION big small"))).isEqualTo(order);
    fill("rest", 0, 20);
    fill("rest", 30, 100);
    assertThat(members(database.run("SDIFF big rest"))).isEqualTo(within);
    assertThat(members(database.run("SDIFF small none"))).isEqualTo(within);
  }

  @Test
  void poppedMembersAreRandomDifferentAndGone() {
    fill("s", 0, 50);
    var popped = new ArrayList<String>();
    popped.addAll(members(database.run("SPOP s 20")));
    popped.addAll(members(database.run("SPOP s 7")));
    for (int left = 23; left > 0; left--) {
      assertThat(database.run("SCARD s")).isEqualTo(Reply.integer(left));
      popped.add(((Reply.Bulk) database.run("SPOP s")).value().utf8());
    }
    assertThat(popped).hasSize(50).doesNotHaveDuplicates();
    assertThat(database.run("EXISTS s")).isEqualTo(Reply.ZERO);
    assertThat(database.count(RowKind.ELEMENT)).isZero();
    fill("s", 0, 50);
    assertThat(members(database.run("SPOP s 20"))).isNotEqualTo(popped.subList(0, 20));
  }

  @Test
  void randomMembersOfAPositiveCountAreDifferent() {
    fill("s", 0, 50);
    List<String> drawn = members(database.run("SRANDMEMBER s 20"));
    assertThat(drawn).hasSize(20).doesNotHaveDuplicates();
    assertThat(drawn).isNotEqualTo(members(database.run("SRANDMEMBER s 20")));
    assertThat(members(database.run("SRANDMEMBER s 60"))).hasSize(50).doesNotHaveDuplicates();
    assertThat(members(database.run("SRANDMEMBER s -200"))).hasSize(200);
  }

  @Test
  void aScanGivesEveryMemberOnce() {
    fill("s", 0, 2_000);
    var found = new ArrayList<String>();
    String cursor = "0";
    int pages = 0;
    do {
      List<Reply> page =
          ((Reply.Array) database.run("SSCAN s " + cursor + " COUNT 100")).elements();
      cursor = ((Reply.Bulk) page.getFirst()).value().utf8();
      found.addAll(members(page.getLast()));
      pages++;
    } while (!cursor.equals("0"));
    assertThat(found)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(members(database.run("SMEMBERS s")));
    assertThat(pages).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SADD s a b",
        "SREM s none",
        "SREM none a",
        "SMOVE s s a",
        "SMOVE s t none",
        "SMOVE none s a",
        "SPOP none",
        "SPOP s 0",
        "SINTERSTORE none s t",
        "SDIFFSTORE none s s"
      })
  void whatChangesNothingWritesNoRecord(String line) {
    database.run("SADD s a b");
    database.run("SADD t c");
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SADD s new, 2",
    "SADD new a b, 3",
    "SREM s m1, 2",
    "SREM single a, 2",
    "SMOVE s single m1, 4",
    "SPOP s, 2",
    "SPOP s 3, 4",
    "SPOP s 100, 1",
    "DEL s, 1",
    "SUNIONSTORE s single, 2",
    "SINTERSTORE s single none, 1"
  })
  void aChangeTouchesTheMetaRowAndTheMembersThatItNames(String line, int effects) {
    fill("s", 0, 100);
    database.run("SADD single a");
    assertThat(((Outcome.Change) database.decide(line)).effects()).hasSize(effects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SADD s new",
        "SADD s m7",
        "SREM s m7",
        "SISMEMBER s m7",
        "SMISMEMBER s m7 none",
        "SCARD s",
        "SMOVE s to m7",
        "SMOVE from s m",
        "SPOP s",
        "SPOP s 3",
        "SRANDMEMBER s",
        "SRANDMEMBER s 3",
        "SRANDMEMBER s -3",
        "SSCAN s 0",
        "SINTER s from",
        "SINTERCARD 2 s from",
        "SINTERCARD 2 s s LIMIT 3",
        "SDIFF from s",
        "SINTERSTORE s s from",
        "TYPE s",
        "DEL s"
      })
  void whatNamesFewMembersCostsTheSameInASetOfMany(String line) {
    database.run("SADD from m");
    fill("s", 0, 10);
    long few = CountingView.rowsRead(database, line);
    fill("s", 10, MANY);
    long many = CountingView.rowsRead(database, line);
    assertThat(many).isLessThanOrEqualTo(few + 500);
  }

  @Test
  void countAndElementsHashMoveWithTheMembers() {
    List<TreeSet<String>> model = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    var random = new SplittableRandom(7);
    for (int step = 0; step < 3_000; step++) {
      int k = random.nextInt(3);
      int otherK = random.nextInt(3);
      TreeSet<String> set = model.get(k);
      TreeSet<String> other = model.get(otherK);
      String member = "m" + random.nextInt(12);
      switch (random.nextInt(7)) {
        case 0 -> {
          database.run("SREM k" + k + " " + member);
          set.remove(member);
        }
        case 1 -> {
          database.run("SMOVE k" + k + " k" + otherK + " " + member);
          if (set.remove(member)) {
            other.add(member);
          }
        }
        case 2 -> set.removeAll(members(database.run("SPOP k" + k + " " + random.nextInt(4))));
        case 3 -> {
          database.run("SUNIONSTORE k" + k + " k" + k + " k" + otherK);
          set.addAll(List.copyOf(other));
        }
        case 4 -> {
          database.run("SINTERSTORE k" + k + " k" + otherK + " k" + k);
          set.retainAll(List.copyOf(other));
        }
        default -> {
          database.run("SADD k" + k + " " + member + " last");
          set.addAll(List.of(member, "last"));
        }
      }
      for (int each = 0; each < model.size(); each++) {
        holds("k" + each, model.get(each));
      }
    }
  }

  private void holds(String key, Set<String> expected) {
    Meta.OfCollection meta = Keyspace.over(database).collection(Bytes.utf8(key), ValueType.SET);
    if (expected.isEmpty()) {
      assertThat(meta).isNull();
      return;
    }
    Hash128 hash = Hash128.ZERO;
    for (String member : expected) {
      hash = hash.plus(Meta.elementHash(Bytes.utf8(member), Bytes.EMPTY));
    }
    assertThat(meta).isNotNull();
    assertThat(meta.count()).isEqualTo(expected.size());
    assertThat(meta.elementsHash()).isEqualTo(hash);
  }

  @Test
  void aNewSetUnderAnOldNameHasNoneOfItsMembers() {
    database.run("SADD s old");
    database.run("DEL s");
    database.run("SADD s new");
    assertThat(members(database.run("SMEMBERS s"))).containsExactly("new");
    database.run("SUNIONSTORE s other s");
    database.run("SREM s new");
    database.run("SADD s newer");
    assertThat(members(database.run("SMEMBERS s"))).containsExactly("newer");
    database.run("FLUSHDB");
    assertThat(database.run("SCARD s")).isEqualTo(Reply.ZERO);
  }

  @Test
  void membersAreBytesOfAnyKind() {
    byte[] odd = {0, (byte) 0xff, '\r', '\n'};
    Bytes[] add = {Bytes.utf8("SADD"), Bytes.utf8("s"), Bytes.wrap(odd), Bytes.EMPTY};
    assertThat(database.run(add)).isEqualTo(Reply.integer(2));
    assertThat(((Reply.SetReply) database.run("SMEMBERS s")).members())
        .containsExactlyInAnyOrder(Reply.bulk(Bytes.wrap(odd)), Reply.EMPTY_BULK);
    assertThat(database.run(Bytes.utf8("SISMEMBER"), Bytes.utf8("s"), Bytes.EMPTY))
        .isEqualTo(Reply.ONE);
  }

  /// Adds `m<from>` up to before `m<to>`.
  private void fill(String key, int from, int to) {
    List<String> words = new ArrayList<>(List.of("SADD", key));
    IntStream.range(from, to).forEach(i -> words.add("m" + i));
    assertThat(database.run(words.toArray(String[]::new))).isEqualTo(Reply.integer(to - from));
  }

  private static List<String> members(Reply reply) {
    List<Reply> members =
        reply instanceof Reply.SetReply(List<Reply> set) ? set : ((Reply.Array) reply).elements();
    return members.stream().map(member -> ((Reply.Bulk) member).value().utf8()).toList();
  }
}
