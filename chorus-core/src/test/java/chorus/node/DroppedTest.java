package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.testing.MemoryDisk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a client of n1 hears of a database that is dropped, and what n1 does with its files.
final class DroppedTest {
  private static final String SINCE =
      "DROPPED main (index 0) is dropped, nothing was done | until ";
  private static final Duration WHILE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final MemoryDisk disk = new MemoryDisk();
  private final LoneNode node = new LoneNode(disk);

  @Test
  void commandsOnItSayHowToHaveItBack() {
    node.leadsItself(1);
    assertThat(node.ask("SET k v")).containsExactly("OK");
    assertThat(node.ask("CHORUS DB DROP main").getFirst()).contains("dropped-until=86401000}");
    assertThat(node.ask("GET k", "SET k w", "CHORUS READ eventual GET k", "SELECT 0"))
        .hasSize(4)
        .allSatisfy(each -> assertThat(each).startsWith(SINCE).endsWith("CHORUS DB UNDROP main"));
  }

  @Test
  void aCommandThatWaitsForALeaderHearsOfIt() {
    assertThat(node.ask("SET k v")).isEmpty();
    node.decide(drop());
    node.advance(WHILE);
    assertThat(node.answers()).singleElement().asString().startsWith(SINCE);
  }

  /// The leader steps down, and cannot know what becomes of it.
  @Test
  void aWriteUnderWayIsOpen() {
    node.leadsItself(1);
    node.confirmsNoMore();
    assertThat(node.ask("SET k v")).isEmpty();
    node.decide(drop());
    node.advance(WHILE);
    assertThat(node.answers()).singleElement().asString().startsWith("INDETERMINATE");
  }

  @Test
  void whatWasThereIsThereAgain() {
    node.leadsItself(1);
    node.ask("SET k v", "CHORUS DB DROP main");
    assertThat(node.ask("CHORUS DB UNDROP main").getFirst()).contains("dropped-until=nil");
    node.leads(N2, 3);
    node.leadsItself(4);
    assertThat(node.ask("GET k")).containsExactly("$v");
  }

  @Test
  void itsNameIsTakenWhileItCanComeBack() {
    node.ask("CHORUS DB DROP main");
    assertThat(node.ask("CHORUS DB CREATE main", "CHORUS DB CREATE other INDEX 0"))
        .hasSize(2)
        .allSatisfy(each ->
            assertThat(each)
                .startsWith("EXISTS main has index 0, which stays taken until it is gone"));
    assertThat(node.ask("CHORUS DB ALTER main FAILOVER manual").getFirst()).startsWith(SINCE);
    assertThat(node.ask("CHORUS DB REPLICAS main REMOVE n3").getFirst()).startsWith(SINCE);
    assertThat(node.ask("CHORUS DB ALTER main REPLICAS 2").getFirst()).startsWith(SINCE);
    assertThat(node.ask("CHORUS LEADER FAILOVER main").getFirst()).startsWith(SINCE);
  }

  @Test
  void aNodeThatHoldsItSaysUntilWhenItIsNeeded() {
    node.ask("CHORUS DB DROP main");
    assertThat(node.ask("CHORUS NODE REMOVE n3").getFirst())
        .isEqualTo(
            "REFUSED n3 holds main (dropped, can come back until 1970-01-02T00:00:00Z),"
                + " nothing was changed | only a node that no database needs can be removed");
  }

  @Test
  void droppingTwiceIsDroppingOnce() {
    String first = node.ask("CHORUS DB DROP main").getFirst();
    node.advance(LONG);
    assertThat(node.ask("CHORUS DB DROP main")).containsExactly(first);
  }

  @Test
  void flushallPassesItOver() {
    node.ask("CHORUS DB DROP main");
    assertThat(node.ask("FLUSHALL")).containsExactly("OK");
  }

  @Test
  void whatIsGoneLeavesNoFile() {
    node.leadsItself(1);
    node.ask("SET k v", "CHORUS DB DROP main");
    assertThat(node.directories()).contains(SHARD.toString());
    node.decide(new ForgetDatabase(SHARD.database(), 2, Long.MAX_VALUE));
    node.advance(LONG);
    assertThat(node.directories()).isEmpty();
    assertThat(node.ask("GET k", "SET k v"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).startsWith("ERR no database of index 0"));
  }

  @Test
  void whoeverWasDownDeletesTheFilesAtItsStart() {
    node.ask("SELECT 0");
    disk.put("d7.0/state", new byte[] {1});
    LoneNode next = new LoneNode(disk);
    assertThat(next.directories()).containsExactly("d0.0", "d7.0");
    for (int index = 1; index <= 7; index++) {
      next.decide(CreateDatabase.majority("db" + index, index, Engine.MEMORY, FailoverMode.AUTO));
    }
    next.ask("CHORUS DB DROP db7");
    next.decide(new ForgetDatabase(new DatabaseId(7), 2, Long.MAX_VALUE));
    next.advance(LONG);
    assertThat(next.directories()).hasSize(7).doesNotContain("d7.0");
  }

  /// A node that learns of a database's end while it still opens it must not delete the files from
  /// under the opening, wherever else it finds them.
  @Test
  void whatIsGivenUpIsDeletedByWhoeverOpenedIt() {
    disk.holdListings();
    LoneNode next = new LoneNode(disk);
    next.decide(drop());
    next.decide(new ForgetDatabase(SHARD.database(), 2, Long.MAX_VALUE));
    disk.answerListings();
    next.advance(WHILE);
    assertThat(disk.deletions()).containsExactly(SHARD.toString());
  }

  private static MetaCommand drop() {
    return new DropDatabase(SHARD.database(), 1, new Dropped(1), LoneNode.ENDING);
  }
}
