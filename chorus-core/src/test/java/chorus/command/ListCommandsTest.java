package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the list commands, and the laws of their rows.
final class ListCommandsTest {
  private static final int MANY = 20_000;

  private final MapView database = new MapView();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        RPUSH l b c => :2|
        LPUSH l a0 a => :4|
        LRANGE l 0 -1 => *4|$1|a|$2|a0|$1|b|$1|c|
        LLEN l => :4|
        LLEN none => :0|
        TYPE l => +list|
        SCAN 0 TYPE list => *2|$1|0|*1|$1|l|
        LPUSH l => -ERR wrong number of arguments for 'lpush' command|
        RPUSHX none x => :0|
        LPUSHX none x => :0|
        EXISTS none => :0|
        RPUSHX l d e => :6|
        LPUSHX l y z => :8|
        LRANGE l 0 1 => *2|$1|z|$1|y|
        LRANGE l -2 -1 => *2|$1|d|$1|e|
        SET text t => +OK|
        RPUSHX text x => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        LPOP none => $-1|
        RPOP none => $-1|
        LPOP none 2 => *-1|
        LPOP none 0 => *-1|
        RPUSH l a b c d e => :5|
        LPOP l => $1|a|
        RPOP l => $1|e|
        LPOP l 0 => *0|
        RPOP l 2 => *2|$1|d|$1|c|
        LPOP l 9 => *1|$1|b|
        EXISTS l => :0|
        RPUSH l a b => :2|
        RPOP l 2 => *2|$1|b|$1|a|
        EXISTS l => :0|
        RPUSH l a => :1|
        LPOP l -1 => -ERR value is out of range, must be positive|
        LPOP l x => -ERR value is out of range, must be positive|
        RPOP none -1 => -ERR value is out of range, must be positive|
        LPOP l 1 2 => -ERR wrong number of arguments for 'lpop' command|
        RPOP none 1 2 => -ERR wrong number of arguments for 'rpop' command|
        LPOP l => $1|a|
        EXISTS l => :0|
        DBSIZE => :0|
        SET text t => +OK|
        LPOP text 0 => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        LINDEX none x => $-1|
        RPUSH l a b c => :3|
        LINDEX l 0 => $1|a|
        LINDEX l -1 => $1|c|
        LINDEX l 3 => $-1|
        LINDEX l -4 => $-1|
        LINDEX l x => -ERR value is not an integer or out of range|
        LSET l 1 B => +OK|
        LSET l -1 C => +OK|
        LSET l 3 d => -ERR index out of range|
        LSET l -4 d => -ERR index out of range|
        LSET l x d => -ERR value is not an integer or out of range|
        LSET none x d => -ERR no such key|
        LRANGE l 0 -1 => *3|$1|a|$1|B|$1|C|
        LRANGE l 1 0 => *0|
        LRANGE l 3 9 => *0|
        LRANGE l -9 0 => *1|$1|a|
        LRANGE l 0 9223372036854775807 => *3|$1|a|$1|B|$1|C|
        LRANGE l -9223372036854775808 -9223372036854775808 => *0|
        LRANGE l x 0 => -ERR value is not an integer or out of range|
        LRANGE none 0 x => -ERR value is not an integer or out of range|
        LRANGE none 0 -1 => *0|
        """,
        """
        RPUSH l a b c b d => :5|
        LINSERT l BEFORE b x => :6|
        LINSERT l after d y => :7|
        LINSERT l AFTER a z => :8|
        LINSERT l BEFORE none z => :-1|
        LINSERT none BEFORE a z => :0|
        LINSERT l AT a z => -ERR syntax error|
        LINSERT none AT a z => -ERR syntax error|
        LRANGE l 0 -1 => *8|$1|a|$1|z|$1|x|$1|b|$1|c|$1|b|$1|d|$1|y|
        LREM l 1 b => :1|
        LREM l -1 b => :1|
        LREM l 0 none => :0|
        LREM none 0 a => :0|
        LREM none x a => -ERR value is not an integer or out of range|
        LRANGE l 0 -1 => *6|$1|a|$1|z|$1|x|$1|c|$1|d|$1|y|
        RPUSH r a b a b a => :5|
        LREM r -2 a => :2|
        LRANGE r 0 -1 => *3|$1|a|$1|b|$1|b|
        LREM r 0 b => :2|
        LREM r 5 a => :1|
        EXISTS r => :0|
        RPUSH r a b a => :3|
        LREM r -9223372036854775808 a => :2|
        LRANGE r 0 -1 => *1|$1|b|
        SET text t => +OK|
        LINSERT text BEFORE a b => -WRONGTYPE Operation against a key holding the wrong kind of value|
        """,
        """
        RPUSH l a b c d e => :5|
        LTRIM l 1 -2 => +OK|
        LRANGE l 0 -1 => *3|$1|b|$1|c|$1|d|
        LTRIM l -9 9 => +OK|
        LLEN l => :3|
        LTRIM l 2 2 => +OK|
        LRANGE l 0 -1 => *1|$1|d|
        LPUSH l c => :2|
        LTRIM l 1 0 => +OK|
        EXISTS l => :0|
        LTRIM none 0 1 => +OK|
        LTRIM none x 1 => -ERR value is not an integer or out of range|
        RPUSH l a => :1|
        LTRIM l 5 9 => +OK|
        EXISTS l => :0|
        """,
        """
        RPUSH l a b c 1 2 3 c c => :8|
        LPOS l c => :2|
        LPOS l c RANK 2 => :6|
        LPOS l c RANK -1 => :7|
        LPOS l c RANK -9223372036854775808 => :7|
        LPOS l c RANK 4 => $-1|
        LPOS l c COUNT 2 => *2|:2|:6|
        LPOS l c COUNT 0 => *3|:2|:6|:7|
        LPOS l c RANK -1 COUNT 2 => *2|:7|:6|
        LPOS l c RANK 2 COUNT 0 => *2|:6|:7|
        LPOS l c MAXLEN 2 => $-1|
        LPOS l c MAXLEN 3 => :2|
        LPOS l c MAXLEN 0 count 0 rank -2 => *2|:6|:2|
        LPOS l c RANK -1 MAXLEN 1 COUNT 0 => *1|:7|
        LPOS l none => $-1|
        LPOS l none COUNT 1 => *0|
        LPOS none c => $-1|
        LPOS none c COUNT 1 => *0|
        LPOS none c RANK 0 => -ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list|
        LPOS l c RANK x => -ERR value is not an integer or out of range|
        LPOS l c COUNT -1 => -ERR COUNT can't be negative|
        LPOS l c MAXLEN x => -ERR MAXLEN can't be negative|
        LPOS l c COUNT => -ERR syntax error|
        LPOS l c FIRST 1 => -ERR syntax error|
        """,
        """
        RPUSH a 1 2 3 => :3|
        LMOVE a b LEFT RIGHT => $1|1|
        LMOVE a b right left => $1|3|
        LRANGE b 0 -1 => *2|$1|3|$1|1|
        RPOPLPUSH b b => $1|1|
        LRANGE b 0 -1 => *2|$1|1|$1|3|
        LMOVE b b LEFT RIGHT => $1|1|
        LRANGE b 0 -1 => *2|$1|3|$1|1|
        LMOVE b b LEFT LEFT => $1|3|
        LMOVE b b RIGHT RIGHT => $1|1|
        LRANGE b 0 -1 => *2|$1|3|$1|1|
        RPOPLPUSH a c => $1|2|
        EXISTS a => :0|
        RPOPLPUSH c c => $1|2|
        LRANGE c 0 -1 => *1|$1|2|
        LMOVE none b LEFT LEFT => $-1|
        RPOPLPUSH none b => $-1|
        LMOVE none b LEFT UP => -ERR syntax error|
        SET text t => +OK|
        LMOVE none text LEFT LEFT => $-1|
        LMOVE c text LEFT LEFT => -WRONGTYPE Operation against a key holding the wrong kind of value|
        LMOVE text c LEFT LEFT => -WRONGTYPE Operation against a key holding the wrong kind of value|
        RPOPLPUSH text none => -WRONGTYPE Operation against a key holding the wrong kind of value|
        LLEN c => :1|
        """,
        """
        RPUSH b 1 2 3 4 => :4|
        LMPOP 2 a b LEFT => *2|$1|b|*1|$1|1|
        LMPOP 1 b RIGHT COUNT 2 => *2|$1|b|*2|$1|4|$1|3|
        LMPOP 1 b left count 9 => *2|$1|b|*1|$1|2|
        LMPOP 1 b LEFT => *-1|
        LMPOP 0 b LEFT => -ERR numkeys should be greater than 0|
        LMPOP x b LEFT => -ERR numkeys should be greater than 0|
        LMPOP 2 b LEFT => -ERR syntax error|
        LMPOP 9 b LEFT => -ERR syntax error|
        LMPOP 1 b UP => -ERR syntax error|
        LMPOP 1 b LEFT COUNT 0 => -ERR count should be greater than 0|
        LMPOP 1 b LEFT COUNT x => -ERR count should be greater than 0|
        LMPOP 1 b LEFT COUNT => -ERR syntax error|
        LMPOP 1 b LEFT COUNT 1 COUNT 2 => -ERR syntax error|
        LMPOP 1 b LEFT MOST 1 => -ERR syntax error|
        LMPOP 1 b => -ERR wrong number of arguments for 'lmpop' command|
        SET text t => +OK|
        RPUSH b 1 => :1|
        LMPOP 2 none text LEFT => -WRONGTYPE Operation against a key holding the wrong kind of value|
        LMPOP 2 b text LEFT => *2|$1|b|*1|$1|1|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource({
    "LPOP l, $1|a|",
    "LPOP none, _|",
    "RPOP none 1, _|",
    "LPOP l 1, *1|$1|a|",
    "LINDEX l 9, _|",
    "LPOS l none, _|",
    "LPOS l a COUNT 0, *1|:0|",
    "LMPOP 1 none LEFT, _|",
    "LMPOP 1 l LEFT, *2|$1|l|*1|$1|a|",
    "RPOPLPUSH none l, _|",
    "LRANGE l 0 -1, *2|$1|a|$1|b|"
  })
  void nothingIsNullInResp3(String command, String reply) {
    database.run("RPUSH l a b");
    assertThat(Transcripts.resp(database.run(command), Protocol.RESP3)).isEqualTo(reply);
  }

  @Test
  void listsAreThoseOfAModelAndTheirPositionsStayDense() {
    var random = new SplittableRandom(7);
    var model = new ArrayList<String>();
    for (int step = 0; step < 4_000; step++) {
      String value = "v" + random.nextInt(5);
      int index = random.nextInt(model.size() + 1);
      switch (random.nextInt(9)) {
        case 0 -> {
          database.run("LPOP l");
          model.subList(0, Math.min(1, model.size())).clear();
        }
        case 1 -> {
          database.run("RPOP l 3");
          model.subList(Math.max(0, model.size() - 3), model.size()).clear();
        }
        case 2 -> {
          database.run("LREM l 0 " + value);
          model.removeIf(value::equals);
        }
        case 3 -> {
          database.run("LINSERT l AFTER " + value + " w");
          if (model.contains(value)) {
            model.add(model.indexOf(value) + 1, "w");
          }
        }
        case 4 -> {
          if (index < model.size() && step % 3 == 0) {
            int last = index + random.nextInt(model.size() - index);
            database.run("LTRIM l " + index + " " + last);
            var kept = List.copyOf(model.subList(index, last + 1));
            model.clear();
            model.addAll(kept);
          }
        }
        case 5 -> {
          database.run("LMOVE l l LEFT RIGHT");
          Collections.rotate(model, -1);
        }
        case 6 -> {
          database.run("LPUSH l " + value);
          model.addFirst(value);
        }
        default -> {
          database.run("RPUSH l " + value + " x");
          model.addAll(List.of(value, "x"));
        }
      }
      holds(model);
    }
  }

  private void holds(List<String> expected) {
    assertThat(values(database.run("LRANGE l 0 -1"))).isEqualTo(expected);
    Keyspace keys = Keyspace.over(database);
    Meta.OfCollection meta = keys.collection(Bytes.utf8("l"), ValueType.LIST);
    if (expected.isEmpty()) {
      assertThat(meta).isNull();
      return;
    }
    Objects.requireNonNull(meta);
    Meta.OfCollection counted =
        Meta.OfCollection.empty(ValueType.LIST, meta.id()).startingAt(meta.first());
    for (Element element : keys.all(meta)) {
      counted = counted.added(element.name(), element.value());
    }
    assertThat(counted).isEqualTo(meta);
    assertThat(counted.count()).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSHX none a",
        "LPOP none",
        "LPOP l 0",
        "LREM l 0 none",
        "LTRIM l 0 -1",
        "LTRIM l -100 100",
        "LTRIM none 1 2",
        "LINSERT l BEFORE none x",
        "LMOVE l l LEFT LEFT",
        "LMOVE single single LEFT RIGHT",
        "LMPOP 1 none LEFT"
      })
  void whatChangesNothingWritesNoRecord(String line) {
    fill("l", 0, 3);
    fill("single", 0, 1);
    assertThat(database.decide(line)).isInstanceOf(Outcome.Answer.class);
  }

  @ParameterizedTest
  @CsvSource({
    "RPUSH l new, 2",
    "LPUSH l new, 2",
    "LPUSH new a b, 3",
    "LSET l 50 x, 2",
    "LPOP l, 2",
    "RPOP l, 2",
    "LPOP single, 2",
    "LPOP l 3, 4",
    "LPOP l 100, 1",
    "RPOP l 200, 1",
    "LMPOP 1 l LEFT COUNT 100, 1",
    "DEL l, 1",
    "LMOVE l l LEFT RIGHT, 3",
    "LMOVE l to LEFT RIGHT, 4",
    "LINSERT l BEFORE m0 x, 2",
    "LINSERT l AFTER m99 x, 2",
    "LINSERT l BEFORE m2 x, 4",
    "LINSERT l AFTER m97 x, 4",
    "LREM l 0 m0, 2",
    "LREM l 0 m99, 2",
    "LREM l 0 m2, 4",
    "LREM l 0 m97, 4",
    "LREM ends 0 x, 4",
    "LREM mixed 0 x, 2",
    "LREM equal 0 m0, 1",
    "LTRIM l 1 -1, 2",
    "LTRIM l 0 -2, 2",
    "LTRIM l 10 -11, 21",
    "LTRIM l 90 -1, 11",
    "LTRIM l 100 -1, 1"
  })
  void aChangeTouchesTheMetaRowAndTheFewestElements(String line, int effects) {
    fill("l", 0, 100);
    fill("single", 0, 1);
    database.run("RPUSH ends x a b c d e f x g");
    database.run("RPUSH mixed x x x x a x x");
    database.run("RPUSH equal m0 m0 m0");
    assertThat(((Outcome.Change) database.decide(line)).effects()).hasSize(effects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH l new",
        "LPUSH l new",
        "LPUSHX l new",
        "LPOP l",
        "RPOP l",
        "RPOP l 3",
        "LINDEX l 5",
        "LINDEX l -3",
        "LSET l 5 x",
        "LLEN l",
        "LRANGE l 0 3",
        "LRANGE l -4 -1",
        "LMOVE l l LEFT RIGHT",
        "RPOPLPUSH l to",
        "LMPOP 1 l RIGHT COUNT 2",
        "LTRIM l 1 -1",
        "TYPE l",
        "DEL l"
      })
  void whatTouchesFewElementsCostsTheSameInAListOfMany(String line) {
    fill("l", 0, 10);
    long few = CountingView.rowsRead(database, line);
    assertThat(few).isLessThanOrEqualTo(8);
    int written = written(line);
    fill("l", 10, MANY);
    assertThat(CountingView.rowsRead(database, line)).isEqualTo(few);
    assertThat(written(line)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPOS l m5",
        "LPOS l m19995 RANK -1",
        "LPOS l none MAXLEN 90",
        "LREM l 1 m5",
        "LREM l -1 m19995",
        "LINSERT l BEFORE m5 x"
      })
  void whatIsNearAnEndIsFoundWithoutReadingTheRest(String line) {
    fill("l", 0, MANY);
    assertThat(CountingView.rowsRead(database, line)).isLessThan(150);
  }

  @Test
  void everyElementOfALongListIsFoundFromEitherEnd() {
    fill("l", 0, 250);
    for (int i = 0; i < 250; i++) {
      assertThat(database.run("LPOS l m" + i)).isEqualTo(Reply.integer(i));
      assertThat(database.run("LPOS l m" + i + " RANK -1")).isEqualTo(Reply.integer(i));
    }
    assertThat(database.run("LPOS l none RANK -1")).isEqualTo(Reply.NULL);
    assertThat(database.run("LPOS l none")).isEqualTo(Reply.NULL);
  }

  @Test
  void pushingReadsNoElement() {
    fill("l", 0, 3);
    assertThat(CountingView.rowsRead(database, "RPUSH l new"))
        .isEqualTo(CountingView.rowsRead(database, "LLEN l"));
  }

  @Test
  void theHeadOfAQueueIsFoundWithoutPassingWhatWasRemoved() {
    fill("l", 0, 1_000);
    for (int i = 0; i < 999; i++) {
      database.run("LPOP l");
    }
    assertThat(database.count(RowKind.ELEMENT)).isOne();
    assertThat(CountingView.rowsRead(database, "LPOP l")).isLessThan(5);
  }

  @Test
  void aListThatIsMadeAnewKeepsWhenItExpires() {
    fill("l", 0, 10);
    Meta.OfCollection meta = meta();
    database.change(
        List.of(new Effect.Put(RowKeys.metaRow(0, Bytes.utf8("l")), meta.expiringAt(77).encode())));
    database.run("LTRIM l 0 0");
    assertThat(meta().id()).isNotEqualTo(meta.id());
    assertThat(meta().expiryMillis()).isEqualTo(77);
  }

  @Test
  void aNewListUnderAnOldNameHasNoneOfItsElements() {
    database.run("RPUSH l old older");
    database.run("DEL l");
    database.run("RPUSH l new");
    assertThat(values(database.run("LRANGE l 0 -1"))).containsExactly("new");
    database.run("FLUSHDB");
    assertThat(database.run("LLEN l")).isEqualTo(Reply.ZERO);
  }

  @Test
  void elementsAreBytesOfAnyKind() {
    byte[] odd = {0, (byte) 0xff, '\r', '\n'};
    Bytes[] push = {Bytes.utf8("RPUSH"), Bytes.utf8("l"), Bytes.wrap(odd), Bytes.EMPTY};
    assertThat(database.run(push)).isEqualTo(Reply.integer(2));
    assertThat(database.run("LRANGE l 0 -1"))
        .isEqualTo(Reply.array(Reply.bulk(Bytes.wrap(odd)), Reply.EMPTY_BULK));
  }

  private Meta.OfCollection meta() {
    return Objects.requireNonNull(
        Keyspace.over(database).collection(Bytes.utf8("l"), ValueType.LIST));
  }

  private int written(String line) {
    return database.decide(line) instanceof Outcome.Change change ? change.effects().size() : 0;
  }

  /// Adds `m<from>` up to before `m<to>` at the end.
  private void fill(String key, int from, int to) {
    List<String> words = new ArrayList<>(List.of("RPUSH", key));
    IntStream.range(from, to).forEach(i -> words.add("m" + i));
    assertThat(database.run(words.toArray(String[]::new))).isEqualTo(Reply.integer(to));
  }

  private static List<String> values(Reply reply) {
    return ((Reply.Array) reply)
        .elements().stream().map(each -> ((Reply.Bulk) each).value().utf8()).toList();
  }
}
