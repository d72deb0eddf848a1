package chorus.node;

import static chorus.node.LoneNode.N2;
import static chorus.node.LoneNode.N3;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Timings;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.FailoverMode;
import chorus.definition.OnFollower;
import chorus.resp.Reply;
import chorus.wire.ForwardVerdict;
import chorus.wire.ShardStatus.Standing;
import org.junit.jupiter.api.Test;

/// What n1 does with commands on a database that n2 leads, by the database's setting. Clients find
/// n2 at port 7002.
final class OnFollowerTest {
  private static final String REFUSED = "READONLY You can't write against a read only replica.";
  private static final String MOVED = "MOVED 7629 127.0.0.1:7002";
  private static final String TO_N2 = "REDIRECT 127.0.0.1:7002";
  private static final String ABORTED =
      "EXECABORT Transaction discarded because of previous errors.";

  private final LoneNode node = new LoneNode();
  private long version = 1;

  private void set(OnFollower setting) {
    node.decide(
        new AlterDatabase(
            LoneNode.SHARD.database(),
            version++,
            FailoverMode.AUTO,
            setting,
            AckPolicy.of(AckMode.MAJORITY)));
  }

  private void n2Leads(OnFollower setting) {
    set(setting);
    node.leads(N2, 1);
    node.follows(N2, 1);
  }

  @Test
  void forwardIsTheDefaultAndTakesEverythingToTheLeader() {
    node.leads(N2, 1);
    node.ask("SET k v");
    node.answers(ForwardVerdict.ANSWERED, Reply.OK);
    node.ask("GET k");
    assertThat(node.forwarded).containsExactly("n2[SET k v]", "n2[GET k]");
  }

  @Test
  void whoWatchesReadsAtTheLeader() {
    n2Leads(OnFollower.FORWARD);
    assertThat(node.ask("READONLY", "GET k", "WATCH k")).containsExactly("OK", "nil");
    node.answers(ForwardVerdict.ANSWERED, Reply.array(Reply.ONE, Reply.integer(5), Reply.ONE));
    node.ask("GET k");
    assertThat(node.forwarded).last().isEqualTo("n2[GET k]");
    node.answers(ForwardVerdict.ANSWERED, Reply.bulk("new"));
    assertThat(node.ask("UNWATCH", "GET k")).containsExactly("$new", "OK", "nil");
  }

  @Test
  void readonlyRefusesWritesAndReadsItsOwnRows() {
    n2Leads(OnFollower.READONLY);
    assertThat(node.ask("SET k v", "GET k", "DBSIZE", "INCR n", "FLUSHDB", "FLUSHALL", "PING"))
        .containsExactly(REFUSED, "nil", "Int[value=0]", REFUSED, REFUSED, REFUSED, "PONG");
    assertThat(node.ask("CHORUS ONCE 1-1 1 INCR n", "CHORUS SEQ NEXT s", "BLPOP q 0"))
        .containsExactly(REFUSED, REFUSED, REFUSED);
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void readonlyForwardsAReadThatMustBeNewOrNeedsTheLeader() {
    n2Leads(OnFollower.READONLY);
    node.ask("CHORUS READ strong GET k");
    node.answers(ForwardVerdict.ANSWERED, Reply.NULL);
    node.ask("WAIT 1 0");
    node.answers(ForwardVerdict.ANSWERED, Reply.ONE);
    assertThat(node.forwarded).containsExactly("n2[GET k]", "n2[WAIT 1 0]");
  }

  @Test
  void readonlyForwardsReadsWhereNothingCanBeRead() {
    LoneNode closed = LoneNode.thatOpensNothing();
    closed.decide(
        new AlterDatabase(
            LoneNode.SHARD.database(),
            1,
            FailoverMode.AUTO,
            OnFollower.READONLY,
            AckPolicy.of(AckMode.MAJORITY)));
    closed.leads(N2, 1);
    assertThat(closed.ask("SET k v", "GET k")).containsExactly(REFUSED);
    assertThat(closed.forwarded).containsExactly("n2[GET k]");
  }

  @Test
  void readonlyAbortsATransactionThatWrites() {
    n2Leads(OnFollower.READONLY);
    assertThat(node.ask("MULTI", "SET k v", "GET k", "EXEC", "GET k"))
        .containsExactly("OK", REFUSED, "QUEUED", ABORTED, "nil");
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void readonlyTakesATransactionOfReadsAndItsWatchToTheLeader() {
    n2Leads(OnFollower.READONLY);
    node.ask("WATCH k");
    node.answers(ForwardVerdict.ANSWERED, Reply.array(Reply.ONE, Reply.integer(5), Reply.ONE));
    assertThat(node.ask("MULTI", "GET k", "EXEC")).containsExactly("OK", "OK", "QUEUED");
    node.answers(ForwardVerdict.ANSWERED, Reply.array(Reply.NULL));
    assertThat(node.answers()).containsExactly("[nil]");
  }

  @Test
  void whatWasQueuedAtALeaderThatIsOneNoMoreIsNotDone() {
    set(OnFollower.READONLY);
    node.leadsItself(1);
    assertThat(node.ask("MULTI", "SET k v")).containsExactly("OK", "QUEUED");
    node.leads(N2, 2);
    assertThat(node.ask("EXEC", "EXEC"))
        .containsExactly(
            "EXECABORT Transaction discarded because of: " + REFUSED, "ERR EXEC without MULTI");
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void aLeaderRunsEverything() {
    for (OnFollower setting : OnFollower.values()) {
      LoneNode leader = new LoneNode();
      leader.decide(
          new AlterDatabase(
              LoneNode.SHARD.database(),
              1,
              FailoverMode.AUTO,
              setting,
              AckPolicy.of(AckMode.MAJORITY)));
      leader.leadsItself(1);
      assertThat(leader.ask("SET k v", "GET k", "DEL k", "MULTI", "SET k w", "GET k", "EXEC"))
          .containsExactly(
              "OK", "$v", "Int[value=1]", "OK", "QUEUED", "QUEUED", "[Simple[text=OK], w]");
      assertThat(leader.ask("WATCH k", "READONLY", "GET k", "DBSIZE", "FLUSHALL"))
          .containsExactly("OK", "OK", "$w", "Int[value=1]", "OK");
    }
  }

  @Test
  void whileNobodyLeadsWritesWaitAndReadonlyReads() {
    set(OnFollower.READONLY);
    node.follows(N2, 1);
    assertThat(node.ask("GET k")).containsExactly("nil");
    assertThat(node.ask("SET k v", "GET k")).isEmpty();
    node.leads(N2, 1);
    assertThat(node.answers()).containsExactly(REFUSED, "nil");
  }

  @Test
  void aWriteThatWaitedIsRunIfThisNodeLeadsThen() {
    set(OnFollower.READONLY);
    assertThat(node.ask("SET k v")).isEmpty();
    node.leadsItself(1);
    assertThat(node.answers()).containsExactly("OK");
  }

  @Test
  void whoeverWaitsInVainHearsThatThereIsNoLeader() {
    set(OnFollower.MOVED);
    assertThat(node.ask("SET k v")).isEmpty();
    node.advance(Timings.DEFAULT.leaderWait().plus(LoneNode.BEAT));
    assertThat(node.answers().getFirst()).startsWith("NOQUORUM ");
  }

  @Test
  void whatWasSentTogetherIsDecidedOneByOneWhenTheLeaderChanged() {
    set(OnFollower.READONLY);
    node.leadsItself(1);
    node.ask("SET k v");
    assertThat(node.askFenced(2, "GET k", "SET k w", "GET k", "PING")).isEmpty();
    node.leads(N2, 2);
    assertThat(node.answers()).containsExactly("$v", REFUSED, "$v", "PONG");
    assertThat(node.forwarded).isEmpty();
  }

  @Test
  void movedNamesTheLeaderForCommandsWithKeys() {
    n2Leads(OnFollower.MOVED);
    assertThat(node.ask("SET k v", "GET k", "BLPOP q 0", "MGET {k}b a", "WATCH k", "PING"))
        .containsExactly(MOVED, MOVED, "MOVED 11958 127.0.0.1:7002", MOVED, MOVED, "PONG");
    assertThat(node.ask("CHORUS ONCE 1-1 1 INCR k")).containsExactly(MOVED);
    assertThat(node.forwarded).isEmpty();
    node.ask("DBSIZE");
    assertThat(node.forwarded).containsExactly("n2[DBSIZE]");
  }

  @Test
  void movedReadsHereIfTheConnectionSaidReadonly() {
    n2Leads(OnFollower.MOVED);
    assertThat(node.ask("READONLY", "GET k", "DBSIZE", "SET k v", "CHORUS READ strong GET k"))
        .containsExactly("OK", "nil", "Int[value=0]", MOVED, MOVED);
    assertThat(node.ask("READWRITE", "GET k", "CHORUS READ eventual GET k"))
        .containsExactly("OK", MOVED, "nil");
  }

  @Test
  void movedAbortsATransactionOfWhatIsElsewhere() {
    n2Leads(OnFollower.MOVED);
    assertThat(node.ask("MULTI", "GET k", "EXEC")).containsExactly("OK", MOVED, ABORTED);
    assertThat(node.ask("READONLY", "MULTI", "GET k", "SET k v", "EXEC"))
        .containsExactly("OK", "OK", "QUEUED", MOVED, ABORTED);
    assertThat(node.ask("MULTI", "GET k", "EXEC")).containsExactly("OK", "QUEUED");
    assertThat(node.forwarded).as("a transaction of reads goes to the leader").hasSize(1);
  }

  @Test
  void movedEndsATransactionWhoseLeaderChanged() {
    set(OnFollower.MOVED);
    node.leadsItself(1);
    node.ask("MULTI", "SET k v");
    node.leads(N2, 2);
    assertThat(node.ask("EXEC", "EXEC")).containsExactly(MOVED, "ERR EXEC without MULTI");
  }

  @Test
  void aCommandThatWaitedAtALeaderIsUnblockedOnceAnotherLeads() {
    set(OnFollower.MOVED);
    node.leadsItself(1);
    assertThat(node.ask("BLPOP k 0", "GET k")).isEmpty();
    node.leads(N2, 2);
    assertThat(node.answers()).hasSize(2).last().isEqualTo(MOVED);
  }

  @Test
  void whoWantsRedirectsGetsThemWhateverTheSetting() {
    for (OnFollower setting : OnFollower.values()) {
      LoneNode follower = new LoneNode();
      follower.decide(
          new AlterDatabase(
              LoneNode.SHARD.database(),
              1,
              FailoverMode.AUTO,
              setting,
              AckPolicy.of(AckMode.MAJORITY)));
      follower.leads(N2, 1);
      follower.follows(N2, 1);
      assertThat(follower.ask("CLIENT CAPA redirect", "SET k v", "GET k", "DBSIZE", "WATCH k"))
          .as(setting.word())
          .containsExactly("OK", TO_N2, TO_N2, TO_N2, TO_N2);
      assertThat(follower.ask("MULTI", "SET k v", "EXEC")).containsExactly("OK", "QUEUED", TO_N2);
      assertThat(follower.ask("READONLY", "GET k")).containsExactly("OK", "nil");
    }
  }

  @Test
  void theSettingHoldsFromTheNextCommandOn() {
    n2Leads(OnFollower.READONLY);
    assertThat(node.ask("SET k v")).containsExactly(REFUSED);
    set(OnFollower.MOVED);
    assertThat(node.ask("SET k v")).containsExactly(MOVED);
    set(OnFollower.FORWARD);
    assertThat(node.ask("SET k v")).isEmpty();
    assertThat(node.forwarded).containsExactly("n2[SET k v]");
  }

  @Test
  void aLeaderThatIsSilentIsNotNamed() {
    n2Leads(OnFollower.MOVED);
    node.advance(LoneNode.BEAT.multipliedBy(10));
    assertThat(node.ask("SET k v")).isEmpty();
    node.says(N3, 1, Standing.FOLLOWING);
    node.leads(N2, 2);
    assertThat(node.answers()).containsExactly(MOVED);
  }
}
