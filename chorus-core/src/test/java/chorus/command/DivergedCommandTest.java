package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.diverged.DivergedPage;
import chorus.diverged.DivergedPart;
import chorus.diverged.DivergedWrite;
import chorus.diverged.ElementChange;
import chorus.diverged.Image;
import chorus.diverged.KeyChange;
import chorus.diverged.OnceTag;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.OnceSession;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of CHORUS DIVERGED.
final class DivergedCommandTest {
  private static final Bytes KEY = Bytes.utf8("k");

  private final FakeCluster cluster = new FakeCluster();

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "CHORUS DIVERGED LIST # page of 100 of all behind 0/0",
        "chorus diverged list main # page of 100 of all behind 0/0",
        "CHORUS DIVERGED LIST COUNT 7 # page of 7 of all behind 0/0",
        "CHORUS DIVERGED LIST 0 AFTER 3/276 COUNT 1000 # page of 1000 of all behind 3/276",
        "CHORUS DIVERGED SHOW main 3/276 2/9 # page of 1000 of [2/9, 3/276]",
        "CHORUS DIVERGED APPLY main ALL # redo all behind 0/0 over WHAT_THEY_HELD",
        "CHORUS DIVERGED APPLY main all after 3/276 # redo all behind 3/276 over WHAT_THEY_HELD",
        "CHORUS DIVERGED APPLY main ALL OVERWRITE # redo all behind 0/0 over ANYTHING",
        "CHORUS DIVERGED APPLY main ALL AFTER 3/276 OVERWRITE # redo all behind 3/276 over ANYTHING",
        "CHORUS DIVERGED APPLY main 3/277 3/276 # redo [3/276, 3/277] over WHAT_THEY_HELD",
        "CHORUS DIVERGED APPLY main 3/277 overwrite # redo [3/277] over ANYTHING",
        "CHORUS DIVERGED DISCARD main ALL # discard all behind 0/0",
        "CHORUS DIVERGED DISCARD main 3/276 # discard [3/276]"
      })
  void itSaysWhichWritesAreMeant(String line, String expected) {
    cluster.run(line.strip());
    assertThat(cluster.leftBehind().asked).containsExactly(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "CHORUS DIVERGED LIST none #-ERR no database 'none' | CHORUS DB LIST shows all|",
        "CHORUS DIVERGED LIST main COUNT 0 #-ERR count is not a number from 1 to 1000|",
        "CHORUS DIVERGED LIST COUNT 1001 #-ERR count is not a number from 1 to 1000|",
        "CHORUS DIVERGED LIST AFTER 3/276 #-ERR AFTER needs a database",
        "CHORUS DIVERGED LIST main FROM 3/276 #-ERR syntax error|",
        "CHORUS DIVERGED SHOW main #-ERR CHORUS DIVERGED takes LIST",
        "CHORUS DIVERGED SHOW main ALL #-ERR 'ALL' is not the id of a diverged write, such as 3/276|",
        "CHORUS DIVERGED APPLY main 3/ #-ERR '3/' is not the id",
        "CHORUS DIVERGED APPLY main n1:3/4 #-ERR 'n1:3/4' is not the id",
        "CHORUS DIVERGED APPLY main 3/99999999999999999999 #-ERR '3/99999999999999999999' is not",
        "CHORUS DIVERGED APPLY main ALL 3/276 #-ERR 'ALL' is not the id",
        "CHORUS DIVERGED APPLY main OVERWRITE #-ERR CHORUS DIVERGED APPLY needs ALL or the ids",
        "CHORUS DIVERGED DISCARD main #-ERR CHORUS DIVERGED takes LIST",
        "CHORUS DIVERGED DISCARD main ALL AFTER 3/4 #-ERR 'ALL' is not the id",
        "CHORUS DIVERGED EXPORT main #-ERR CHORUS DIVERGED takes LIST"
      })
  void whatIsNotUnderstoodChangesNothing(String line, String expected) {
    assertThat(cluster.run(line.strip())).startsWith(expected);
    assertThat(cluster.leftBehind().asked).isEmpty();
  }

  @Test
  void noMoreIdsThanTheLimitAreTaken() {
    assertThat(cluster.run("CHORUS DIVERGED DISCARD main" + " 3/276".repeat(1001)))
        .isEqualTo("-ERR at most 1000 ids at once|");
  }

  @Test
  void aListTellsOfEachWriteAndNamesTheFirstOfItsKeys() {
    List<KeyChange> keys = new ArrayList<>();
    for (int each = 0; each < 12; each++) {
      keys.add(absent(Bytes.utf8("k" + each)));
    }
    cluster.leftBehind().page =
        Result.ok(page(Optional.of(FakeLeftBehind.FIRST), List.of("a file is damaged"), keys));
    assertThat(cluster.run("CHORUS DIVERGED LIST main"))
        .isEqualTo(
            "*1|*12|$8|database|$4|main|$4|node|$2|n1|$5|total|:9|$6|writes|*1|"
                + "*16|$2|id|$5|3/276|$8|atMillis|:1000|$2|by|:4|$11|savedMillis|:2000|"
                + "$4|once|:1|$5|flush|:1|$8|keyCount|:12|$4|keys|*10|$2|k0|$2|k1|$2|k2|$2|k3|"
                + "$2|k4|$2|k5|$2|k6|$2|k7|$2|k8|$2|k9|"
                + "$4|next|$5|3/276|$8|problems|*1|$17|a file is damaged|");
  }

  @Test
  void aWriteIsShownWithWhatEachKeyHeldBeforeAndAfter() {
    Image.Collection hash = new Image.Collection(ValueType.HASH, 2, 3000, new Hash128(1, 2));
    Image text = Image.of(KEY, new Meta.OfString(Bytes.utf8("v"), 0));
    ElementChange put =
        new ElementChange(Bytes.utf8("f"), Optional.empty(), Optional.of(Bytes.utf8("1")));
    ElementChange removed =
        new ElementChange(Bytes.utf8("g"), Optional.of(Bytes.utf8("2")), Optional.empty());
    cluster.leftBehind().page =
        Result.ok(
            page(
                Optional.empty(),
                List.of(),
                List.of(
                    new KeyChange(KEY, text, hash, List.of(put, removed)),
                    absent(Bytes.utf8("l")))));
    assertThat(cluster.run("CHORUS DIVERGED SHOW main 3/276"))
        .isEqualTo(
            "*1|*14|$2|id|$5|3/276|$8|atMillis|:1000|$2|by|:4|$11|savedMillis|:2000|"
                + "$4|once|:1|$5|flush|:1|$4|keys|*2|"
                + "*8|$3|key|$1|k|"
                + "$6|before|*6|$4|type|$6|string|$5|value|$1|v|$13|expiresMillis|:-1|"
                + "$5|after|*6|$4|type|$4|hash|$5|count|:2|$13|expiresMillis|:3000|"
                + "$8|elements|*2|*6|$7|element|$1|f|$6|before|$-1|$5|after|$1|1|"
                + "*6|$7|element|$1|g|$6|before|$1|2|$5|after|$-1|"
                + "*8|$3|key|$1|l|$6|before|*2|$4|type|$4|none|$5|after|*2|$4|type|$4|none|"
                + "$8|elements|*0|");
  }

  @Test
  void theElementsOfAListAreShownWithTheirPositions() {
    Image.Collection list = new Image.Collection(ValueType.LIST, 1, 0, new Hash128(1, 2));
    ElementChange removed =
        new ElementChange(
            RowKeys.positionName(1L << 61), Optional.of(Bytes.utf8("a")), Optional.empty());
    String shown = "$7|element|$19|2305843009213693952|$6|before|$1|a|$5|after|$-1|";
    for (Image after : List.of(list, new Image.Absent())) {
      cluster.leftBehind().page =
          Result.ok(
              page(
                  Optional.empty(),
                  List.of(),
                  List.of(new KeyChange(KEY, list, after, List.of(removed)))));
      assertThat(cluster.run("CHORUS DIVERGED SHOW main 3/276")).endsWith(shown);
    }
  }

  @Test
  void theScoresOfASortedSetAreShownAsNumbers() {
    Image.Collection zset = new Image.Collection(ValueType.ZSET, 2, 0, new Hash128(1, 2));
    ElementChange moved =
        new ElementChange(
            Bytes.utf8("m"),
            Optional.of(OrderKeys.scoreValue(2.5)),
            Optional.of(OrderKeys.scoreValue(-1)));
    KeyChange changed = new KeyChange(KEY, zset, zset, List.of(moved));
    KeyChange deleted = new KeyChange(Bytes.utf8("l"), zset, new Image.Absent(), List.of(moved));
    cluster.leftBehind().page =
        Result.ok(page(Optional.empty(), List.of(), List.of(changed, deleted)));
    String scores = "$6|before|$3|2.5|$5|after|$2|-1|";
    assertThat(cluster.run("CHORUS DIVERGED SHOW main 3/276")).containsSubsequence(scores, scores);
  }

  @Test
  void whatIsNotThereIsShownAsNothing() {
    assertThat(cluster.run("CHORUS DIVERGED SHOW main 3/276")).isEqualTo("*0|");
  }

  @Test
  void whatCannotBeReadIsAnErrorAndNotNothing() {
    cluster.leftBehind().page =
        Result.ok(new DivergedPage(1, List.of(), Optional.empty(), List.of("it is damaged")));
    assertThat(cluster.run("CHORUS DIVERGED SHOW main 3/276")).isEqualTo("-ERR it is damaged|");
    cluster.leftBehind().page = Result.failed(Fault.notApplied("UNAVAILABLE", "not open"));
    assertThat(cluster.run("CHORUS DIVERGED LIST")).isEqualTo("-UNAVAILABLE not open|");
    cluster.leftBehind().page = Result.failed(Fault.notApplied("IO", "the disk"));
    assertThat(cluster.run("CHORUS DIVERGED LIST")).isEqualTo("-ERR IO: the disk|");
  }

  @Test
  void applyingSaysWhatBecameOfEachWriteWhatStoppedItAndWhatIsLeft() {
    assertThat(cluster.run("CHORUS DIVERGED APPLY main ALL"))
        .isEqualTo(
            "*18|$7|applied|:4|$7|already|:1|$9|conflicts|*1|*4|$2|id|$5|3/276|$3|key|$1|k|"
                + "$7|flushes|*1|$5|3/277|$7|missing|*0|$8|problems|*1|$17|a file is damaged|"
                + "$7|stopped|$21|NOQUORUM nobody leads|$4|next|$5|3/277|$4|left|:2|");
  }

  @Test
  void discardingSaysHowManyAreGoneAndWhichWereNotThere() {
    assertThat(cluster.run("CHORUS DIVERGED DISCARD main 3/276 3/277"))
        .isEqualTo("*6|$9|discarded|:1|$7|missing|*1|$5|3/277|$4|left|:7|");
  }

  private static DivergedPage page(
      Optional<LogPosition> next, List<String> problems, List<KeyChange> keys) {
    OnceTag tag = new OnceTag(new OnceSession(new Lsn(1), 1), 1, Bytes.EMPTY);
    DivergedWrite write =
        new DivergedWrite(FakeLeftBehind.FIRST, Hlc.of(1000, 5), true, List.of(tag), keys);
    DivergedPart part =
        new DivergedPart(new Epoch(4), FakeLeftBehind.FIRST, FakeLeftBehind.SECOND, 2000, 9);
    return new DivergedPage(9, List.of(new DivergedPage.Entry(part, write)), next, problems);
  }

  private static KeyChange absent(Bytes key) {
    return new KeyChange(key, new Image.Absent(), new Image.Absent(), List.of());
  }
}
