package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Limits;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.value.RowKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command under CHORUS ONCE changes things the first time, and answers the same every time.
final class OnceCommandTest {
  private static final String SESSION = "1-0000000000000001";

  private final MapView database = new MapView();

  @BeforeEach
  void open() {
    database.millis = 1_000_000_000;
    assertThat(run("CHORUS ONCE OPEN")).isEqualTo("$18|" + SESSION + "|");
  }

  @Test
  void aRepetitionAnswersTheSameAndChangesNothing() {
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
    assertThat(once(2, "INCR paid")).isEqualTo(":2|");
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
    assertThat(run("GET paid")).isEqualTo("$1|2|");
    assertThat(database.decide("CHORUS ONCE " + SESSION + " 2 INCR paid"))
        .isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void whatItDidAndWhatItAnsweredAreOneChange() {
    var change =
        (Outcome.Change) database.decide("CHORUS ONCE " + SESSION + " 1 HSET paid field 10");
    assertThat(change.effects())
        .extracting(effect -> RowKind.of(effect.row()))
        .contains(RowKind.META, RowKind.ELEMENT, RowKind.ONCE, RowKind.ONCE_OUTCOME);
  }

  @Test
  void aReadAndAnErrorAreOutcomesToo() {
    run("SET text abc");
    assertThat(once(1, "GET text")).isEqualTo("$3|abc|");
    assertThat(once(2, "INCR text")).startsWith("-ERR value is not an integer");
    assertThat(once(3, "HGET text f")).startsWith("-WRONGTYPE");
    run("DEL text");
    assertThat(once(1, "GET text")).isEqualTo("$3|abc|");
    assertThat(once(2, "INCR text")).startsWith("-ERR value is not an integer");
    assertThat(once(3, "HGET text f")).startsWith("-WRONGTYPE");
    assertThat(run("EXISTS text")).isEqualTo(":0|");
  }

  @Test
  void anOutcomeKeepsTheKindOfItsReply() {
    run("HSET h a 1 b 2");
    Reply first = database.run("CHORUS ONCE " + SESSION + " 1 HGETALL h");
    assertThat(database.run("CHORUS ONCE " + SESSION + " 1 HGETALL h")).isEqualTo(first);
    assertThat(Transcripts.resp(first, Protocol.RESP3)).startsWith("%2|");
  }

  @Test
  void aLongReplyIsNotKeptAndTheRepetitionSaysThatItRan() {
    run("SET long " + "x".repeat(Limits.ONCE_REPLY_BYTES));
    assertThat(once(1, "GETDEL long")).startsWith("$1024|xxx");
    assertThat(once(1, "GETDEL long")).startsWith("-ONCEAPPLIED seq 1 ran before, once");
    run("SET long " + "x".repeat(Limits.ONCE_REPLY_BYTES - 8));
    assertThat(once(2, "GETDEL long")).isEqualTo(once(2, "GETDEL long")).startsWith("$1016|");
  }

  @Test
  void aSeqBelowTheWindowIsNotRun() {
    for (int seq = 1; seq <= Limits.ONCE_WINDOW + 1; seq++) {
      once(seq, "INCR paid");
    }
    assertThat(once(1, "INCR paid"))
        .isEqualTo(
            "-ONCEEXPIRED session "
                + SESSION
                + " keeps the outcomes above seq 1 | whether seq 1 ever ran is unknown, it did not"
                + " run now | read back|");
    assertThat(once(2, "INCR paid")).isEqualTo(":2|");
    assertThat(run("GET paid")).isEqualTo("$3|129|");
    assertThat(database.count(RowKind.ONCE_OUTCOME)).isEqualTo(Limits.ONCE_WINDOW);
  }

  @Test
  void seqsMayLeaveGapsAndComeInAnyOrder() {
    assertThat(once(5, "INCR paid")).isEqualTo(":1|");
    assertThat(once(3, "INCR paid")).isEqualTo(":2|");
    assertThat(once(200, "INCR paid")).isEqualTo(":3|");
    assertThat(once(73, "INCR paid")).isEqualTo(":4|");
    assertThat(once(72, "INCR paid")).startsWith("-ONCEEXPIRED");
    assertThat(once(5, "INCR paid")).startsWith("-ONCEEXPIRED");
    assertThat(database.count(RowKind.ONCE_OUTCOME)).isEqualTo(2);
    assertThat(once(Long.MAX_VALUE, "INCR paid")).isEqualTo(":5|");
    assertThat(once(Long.MAX_VALUE, "INCR paid")).isEqualTo(":5|");
    assertThat(database.count(RowKind.ONCE_OUTCOME)).isEqualTo(1);
  }

  @Test
  void aSeqThatWasAnotherCommandIsRefused() {
    once(1, "INCR paid");
    assertThat(once(1, "INCR owed"))
        .isEqualTo("-ERR seq 1 was another command | nothing was run | use a new seq|");
    assertThat(run("EXISTS owed")).isEqualTo(":0|");
  }

  @Test
  void sessionsOutliveAFlush() {
    once(1, "INCR paid");
    run("FLUSHDB");
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
    assertThat(run("EXISTS paid")).isEqualTo(":0|");
    assertThat(once(2, "FLUSHDB")).isEqualTo("+OK|");
    assertThat(once(2, "FLUSHDB")).isEqualTo("+OK|");
  }

  @Test
  void aSessionThatIsUsedStaysAndOneThatIsNotEndsByARecord() {
    String other = open("OPEN");
    for (int seq = 1; seq <= 10; seq++) {
      database.millis += Limits.ONCE_IDLE_MILLIS / 2;
      assertThat(once(seq, "INCR paid")).isEqualTo(":" + seq + "|");
    }
    assertThat(database.decide("CHORUS ONCE " + other + " 1 INCR paid"))
        .isInstanceOf(Outcome.Change.class);
    assertThat(run("CHORUS ONCE " + other + " 1 INCR paid"))
        .startsWith("-ONCEEXPIRED session " + other + " was not used for too long");
    assertThat(run("CHORUS ONCE " + other + " 1 INCR paid"))
        .startsWith("-ONCEEXPIRED session " + other + " is not open in this database");
    assertThat(run("GET paid")).isEqualTo("$2|10|");
  }

  @Test
  void aSessionIsKeptForAllOfItsIdleTime() {
    once(1, "INCR paid");
    database.millis += Limits.ONCE_USE_STEP_MILLIS - 1;
    once(2, "INCR paid");
    database.millis += Limits.ONCE_IDLE_MILLIS;
    assertThat(once(2, "INCR paid")).isEqualTo(":2|");
    database.millis += Limits.ONCE_USE_STEP_MILLIS;
    assertThat(once(2, "INCR paid")).startsWith("-ONCEEXPIRED");
  }

  @Test
  void openingRemovesSessionsThatAreNotUsed() {
    for (int i = 0; i < 9; i++) {
      open("OPEN");
    }
    once(1, "INCR paid");
    database.millis += 2 * Limits.ONCE_IDLE_MILLIS;
    for (int i = 0; i < 3; i++) {
      open("OPEN");
    }
    assertThat(once(1, "INCR paid")).startsWith("-ONCEEXPIRED");
    assertThat(database.count(RowKind.ONCE_OUTCOME)).isZero();
    assertThat(database.count(RowKind.ONCE)).as("three sessions and their number").isEqualTo(7);
  }

  @Test
  void sessionsHaveALimit() {
    for (int i = 1; i < Limits.ONCE_SESSIONS; i++) {
      open("OPEN");
    }
    assertThat(run("CHORUS ONCE OPEN"))
        .isEqualTo(
            "-OVERLOADED 10000 once sessions are open in this database | nothing done | retry"
                + " later|");
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
    database.millis += 2 * Limits.ONCE_IDLE_MILLIS;
    assertThat(run("CHORUS ONCE OPEN")).startsWith("$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "x 1 INCR paid #-ERR 'x' is no session | CHORUS ONCE OPEN answers one|",
        "01-0000000000000001 1 INCR paid #-ERR '01-0000000000000001' is no session",
        "8000000000000000-0000000000000001 1 INCR k #-ERR '8000000000000000-0000000000000001' is",
        "2-0000000000000001 1 INCR paid #-ONCEEXPIRED session 2-0000000000000001 is not open",
        "1-0000000000000001 0 INCR paid #-ERR seq '0' is not a number from 1 on|",
        "1-0000000000000001 x INCR paid #-ERR seq 'x' is not a number from 1 on|",
        "1-0000000000000001 1 INCR #-ERR wrong number of arguments for 'incr' command|",
        "1-0000000000000001 1 NOSUCH a #-ERR unknown command 'NOSUCH'",
        "1-0000000000000001 1 PING #-ERR 'PING' does not run under CHORUS ONCE: it does not work",
        "1-0000000000000001 1 FLUSHALL #-ERR 'FLUSHALL' does not run under CHORUS ONCE: it runs in",
        "1-0000000000000001 1 CHORUS ONCE OPEN #-ERR 'CHORUS' does not run under CHORUS ONCE: it",
        "1-0000000000000001 1 CHORUS READ strong GET k #-ERR 'CHORUS' does not run under",
        "1-0000000000000001 1 #-ERR wrong number of arguments for 'chorus|once' command|",
        "x #-ERR wrong number of arguments for 'chorus|once' command|"
      })
  void whatIsNotUnderstoodIsRefusedAndUsesNoSeq(String words, String expected) {
    assertThat(run("CHORUS ONCE " + words.strip())).startsWith(expected);
    assertThat(once(1, "INCR paid")).isEqualTo(":1|");
  }

  private String open(String word) {
    return ((Reply.Bulk) database.run("CHORUS ONCE " + word)).value().utf8();
  }

  private String once(long seq, String command) {
    return run("CHORUS ONCE " + SESSION + " " + seq + " " + command);
  }

  private String run(String line) {
    return Transcripts.resp(database.run(line), Protocol.RESP2);
  }
}
