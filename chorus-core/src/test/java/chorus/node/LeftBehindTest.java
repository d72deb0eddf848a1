package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.N3;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.diverged.DivergedPart;
import chorus.diverged.DivergedStore;
import chorus.diverged.DivergedWrite;
import chorus.diverged.Image;
import chorus.diverged.KeyChange;
import chorus.resp.Bytes;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.value.Meta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// CHORUS DIVERGED at n1, on whose disk two writes lie that an election left behind: `SET a 1` and
/// `SET b 2`, the writes 3/7 and 3/8.
final class LeftBehindTest {
  private static final String APPLY = "CHORUS DIVERGED APPLY main ALL";

  private final MemoryDisk disk = withTwoWrites();
  private final LoneNode node = new LoneNode(disk);

  @Test
  void whatWasLeftBehindIsListedAndShown() {
    assertThat(one("CHORUS DIVERGED LIST"))
        .contains("total=2", "id=3/7", "id=3/8", "by=4", "keys=[a]", "keys=[b]", "node=n1");
    assertThat(one("CHORUS DIVERGED SHOW main 3/8"))
        .contains("id=3/8", "before={type=none}", "after={type=string, value=2, expiresMillis=-1}");
  }

  @Test
  void whatIsAppliedIsInTheDatabaseAndNotInTheStoreAnyMore() {
    node.leadsItself(1);
    assertThat(one(APPLY)).contains("applied=2", "already=0", "stopped=nil", "left=0");
    assertThat(node.ask("GET a", "GET b")).containsExactly("$1", "$2");
    assertThat(one("CHORUS DIVERGED LIST main")).contains("total=0");
    assertThat(disk.paths()).noneMatch(path -> path.contains("/diverged/"));
  }

  @Test
  void aKeyThatHoldsSomethingElseIsAConflictUntilItMayBeOverwritten() {
    node.leadsItself(1);
    node.ask("SET a other", "SET b 2");
    assertThat(one(APPLY))
        .contains("applied=0", "already=1", "conflicts=[{id=3/7, key=a}]", "left=1");
    assertThat(node.ask("GET a")).containsExactly("$other");
    assertThat(one(APPLY + " OVERWRITE")).contains("applied=1", "left=0");
    assertThat(node.ask("GET a")).containsExactly("$1");
  }

  @Test
  void anotherNodeThatLeadsGetsThemOneAfterTheOther() {
    node.leads(N2, 1);
    assertThat(node.ask("CLIENT CAPA redirect", APPLY)).containsExactly("OK");
    assertThat(node.forwarded).singleElement().asString().startsWith("n2[CHORUS REDO ");
  }

  @Test
  void whatMayHaveBeenAppliedStaysAndIsSaid() {
    node.leads(N2, 1);
    node.ask(APPLY);
    node.leads(N3, 2);
    assertThat(node.answers())
        .singleElement()
        .asString()
        .contains("applied=0", "stopped=INDETERMINATE ", "left=2");
    assertThat(node.forwarded).hasSize(1);
  }

  @Test
  void withoutALeaderNothingIsAppliedAndTheStoreStays() {
    node.ask(APPLY);
    node.advance(Duration.ofSeconds(5));
    assertThat(node.answers())
        .singleElement()
        .asString()
        .contains("applied=0", "stopped=NOQUORUM ", "left=2");
  }

  @Test
  void whatIsOnTheLeaderAloneStays() {
    node.leadsItself(1);
    node.confirmsNoMore();
    node.ask(APPLY);
    node.advance(Duration.ofSeconds(10));
    assertThat(node.answers()).singleElement().asString().contains("applied=0", "left=2");
  }

  @Test
  void whatIsDiscardedIsGone() {
    assertThat(one("CHORUS DIVERGED DISCARD main 3/7 9/9"))
        .isEqualTo("{discarded=1, missing=[9/9], left=1}");
    assertThat(one("CHORUS DIVERGED DISCARD main ALL"))
        .isEqualTo("{discarded=1, missing=[], left=0}");
    assertThat(disk.paths()).noneMatch(path -> path.contains("/diverged/"));
  }

  private String one(String line) {
    List<String> replies = node.ask(line);
    assertThat(replies).hasSize(1);
    return replies.getFirst();
  }

  private static MemoryDisk withTwoWrites() {
    MemoryDisk disk = new MemoryDisk();
    ManualEnv env = new ManualEnv(disk);
    List<DivergedWrite> writes = List.of(set(7, "a", "1"), set(8, "b", "2"));
    DivergedPart part =
        new DivergedPart(
            new Epoch(4), writes.getFirst().position(), writes.getLast().position(), 9, 2);
    List<Result<?>> saved = new ArrayList<>();
    DivergedStore.open(
        env,
        LoneNode.SHARD + "/diverged",
        any -> false,
        opened -> ((Result.Ok<DivergedStore>) opened).value().save(part, writes, saved::add));
    env.settle();
    assertThat(saved).singleElement().isInstanceOf(Result.Ok.class);
    return disk;
  }

  private static DivergedWrite set(long lsn, String name, String value) {
    Bytes key = Bytes.utf8(name);
    Image after = Image.of(key, new Meta.OfString(Bytes.utf8(value), 0));
    return new DivergedWrite(
        new LogPosition(new Epoch(3), new Lsn(lsn)),
        Hlc.of(1000, 0),
        false,
        List.of(),
        List.of(new KeyChange(key, new Image.Absent(), after, List.of())));
  }
}
