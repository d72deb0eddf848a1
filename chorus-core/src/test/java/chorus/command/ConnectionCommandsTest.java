package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.command.ConnectionInfo.Doing;
import chorus.command.ConnectionInfo.Waits;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of the commands on the connection, and of CLIENT.
final class ConnectionCommandsTest {
  private static final String LINE =
      "id=7 addr=127.0.0.1:5007 laddr=127.0.0.1:7001 fd=-1 name=me age=60 idle=2 flags=N db=1 sub=0"
          + " psub=0 ssub=0 multi=-1 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0"
          + " oll=0 omem=0 tot-mem=0 events=r cmd=ping user=default redir=-1 resp=2 capa= lib-name=jedis"
          + " lib-ver=8.0\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        PING => +PONG|
        ping hi => $2|hi|
        PING a b => -ERR wrong number of arguments for 'ping' command|
        ECHO hi => $2|hi|
        ECHO => -ERR wrong number of arguments for 'echo' command|
        SELECT 1 => +OK|
        SELECT 2 => -ERR DB index is out of range|
        SELECT -1 => -ERR DB index is out of range|
        SELECT x => -ERR value is not an integer or out of range|
        SELECT 2147483648 => -ERR value is out of range, value must between -2147483648 and 2147483647|
        READONLY => +OK|
        READWRITE => +OK|
        READONLY now => -ERR wrong number of arguments for 'readonly' command|
        NOSUCH a b => -ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' |
        NOSUCH => -ERR unknown command 'NOSUCH', with args beginning with: |
        CLIENT => -ERR wrong number of arguments for 'client' command|
        CLIENT nosuch => -ERR unknown subcommand 'nosuch'. Try CLIENT HELP.|
        CLIENT ID x => -ERR wrong number of arguments for 'client|id' command|
        CLIENT CAPA => -ERR wrong number of arguments for 'client|capa' command|
        CLIENT CAPA telepathy => +OK|
        CLIENT CAPA telepathy REDIRECT => +OK|
        """,
        """
        CLIENT ID => :7|
        CLIENT GETNAME => $-1|
        CLIENT SETNAME me => +OK|
        CLIENT GETNAME => $2|me|
        CLIENT SETINFO lib-name jedis => +OK|
        CLIENT SETINFO LIB-VER 8.0 => +OK|
        CLIENT SETINFO LIB-AGE 8.0 => -ERR Unrecognized option 'LIB-AGE'|
        RESET => +RESET|
        CLIENT GETNAME => $-1|
        """,
        """
        HELLO 4 => -NOPROTO unsupported protocol version|
        HELLO x => -ERR Protocol version is not an integer or out of range|
        HELLO 3 SETNAME => -ERR Syntax error in HELLO option 'SETNAME'|
        HELLO 3 AUTH default => -ERR Syntax error in HELLO option 'AUTH'|
        HELLO 3 AUTH eve pw => -WRONGPASS invalid username-password pair or user is disabled.|
        HELLO 3 AUTH default pw => -ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?|
        HELLO => *14|$6|server|$5|redis|$7|version|$6|7.0.15|$5|proto|:2|$2|id|:7|$4|mode|$10|standalone|$4|role|$6|master|$7|modules|*0|
        HELLO 3 SETNAME me => %7|$6|server|$5|redis|$7|version|$6|7.0.15|$5|proto|:3|$2|id|:7|$4|mode|$10|standalone|$4|role|$6|master|$7|modules|*0|
        CLIENT GETNAME => $2|me|
        HELLO 2 => *14|$6|server|$5|redis|$7|version|$6|7.0.15|$5|proto|:2|$2|id|:7|$4|mode|$10|standalone|$4|role|$6|master|$7|modules|*0|
        """,
        """
        CLIENT LIST TYPE robot => -ERR Unknown client type 'robot'|
        CLIENT LIST ID x => -ERR Invalid client ID|
        CLIENT LIST ID => -ERR syntax error|
        CLIENT LIST TYPE pubsub => $0||
        CLIENT LIST ID 99 => $0||
        CLIENT KILL => -ERR wrong number of arguments for 'client|kill' command|
        CLIENT KILL 1.2.3.4:5 => -ERR No such client|
        CLIENT KILL ID 0 => -ERR client-id should be greater than 0|
        CLIENT KILL USER eve => -ERR No such user 'eve'|
        CLIENT KILL ID 3 SKIPME maybe => -ERR syntax error|
        CLIENT KILL ID 3 TYPE => -ERR syntax error|
        CLIENT KILL COLOUR red => -ERR syntax error|
        CLIENT KILL TYPE robot => -ERR Unknown client type 'robot'|
        CLIENT KILL TYPE pubsub => :0|
        CLIENT KILL ID 7 => :0|
        CLIENT KILL 127.0.0.1:5003 => +OK|
        CLIENT KILL 127.0.0.1:5003 => -ERR No such client|
        CLIENT KILL ADDR 127.0.0.1:5009 LADDR 127.0.0.1:7002 => :0|
        CLIENT KILL ADDR 127.0.0.1:5009 LADDR 127.0.0.1:7001 => :1|
        CLIENT KILL USER default SKIPME no => :1|
        CLIENT KILL ID x => -ERR client-id should be greater than 0|
        CLIENT KILL ID 99 MAXAGE 3 => -ERR syntax error|
        CLIENT KILL ID 99 SKIPME => -ERR syntax error|
        CLIENT LIST TYPE normal ID 3 => -ERR syntax error|
        CLIENT LIST TYPE slave => $0||
        CLIENT LIST FOO => -ERR syntax error|
        CLIENT LIST ID -1 => $0||
        CLIENT LIST ID 3 x => -ERR Invalid client ID|
        """,
        """
        CLIENT PAUSE => -ERR wrong number of arguments for 'client|pause' command|
        CLIENT PAUSE x => -ERR timeout is not an integer or out of range|
        CLIENT PAUSE x foo => -ERR CLIENT PAUSE mode must be WRITE or ALL|
        CLIENT PAUSE -1 => -ERR timeout is negative|
        CLIENT PAUSE 10 foo => -ERR CLIENT PAUSE mode must be WRITE or ALL|
        CLIENT PAUSE 10 WRITE x => -ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.|
        CLIENT PAUSE 99999999999999999999 => -ERR timeout is not an integer or out of range|
        CLIENT UNPAUSE x => -ERR wrong number of arguments for 'client|unpause' command|
        CLIENT REPLY => -ERR wrong number of arguments for 'client|reply' command|
        CLIENT REPLY foo => -ERR syntax error|
        CLIENT NO-EVICT => -ERR wrong number of arguments for 'client|no-evict' command|
        CLIENT NO-EVICT foo => -ERR syntax error|
        CLIENT GETREDIR => :-1|
        CLIENT GETREDIR x => -ERR wrong number of arguments for 'client|getredir' command|
        CLIENT HELP x => -ERR wrong number of arguments for 'client|help' command|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    var session = new FakeSession();
    transcript
        .lines()
        .forEach(line -> {
          String[] parts = line.split(" => ", 2);
          assertThat(session.resp(parts[0])).as(parts[0]).isEqualTo(parts[1]);
        });
  }

  @Test
  void aNameWithABlankIsRefusedAndChangesNothing() {
    var session = new FakeSession();
    assertThat(session.run("CLIENT", "SETNAME", "a b"))
        .isEqualTo(
            CommandError.err("Client names cannot contain spaces, newlines or special characters.")
                .reply());
    assertThat(session.run("HELLO", "3", "SETNAME", "a\nb"))
        .isInstanceOf(chorus.resp.Reply.Error.class);
    assertThat(session.self()).isEqualTo(FakeSession.FRESH);
  }

  @Test
  void aConnectionIsOneLine() {
    var session = new FakeSession();
    session.run("SELECT", "1");
    session.run("CLIENT", "SETNAME", "me");
    session.run("CLIENT", "SETINFO", "lib-name", "jedis");
    session.run("CLIENT", "SETINFO", "lib-ver", "8.0");
    assertThat(session.resp("CLIENT INFO")).isEqualTo("$" + LINE.length() + "|" + LINE + "|");
    assertThat(session.resp("CLIENT LIST ID 7")).isEqualTo("$" + LINE.length() + "|" + LINE + "|");
    assertThat(session.resp("CLIENT LIST").lines()).as("three and the end").hasSize(4);
  }

  @Test
  void whatAClientUnderstandsIsShownUntilReset() {
    var session = new FakeSession();
    session.run("CLIENT", "CAPA", "telepathy");
    assertThat(session.resp("CLIENT INFO")).contains(" capa= ");
    session.run("CLIENT", "CAPA", "telepathy", "Redirect");
    session.run("CLIENT", "CAPA", "telepathy");
    assertThat(session.resp("CLIENT INFO")).contains(" capa=r ");
    session.run("RESET");
    assertThat(session.resp("CLIENT INFO")).contains(" capa= ");
  }

  @Test
  void whatANodeIsToDoIsPassedOn() {
    var session = new FakeSession();
    for (String line :
        List.of(
            "CLIENT PAUSE 10",
            "CLIENT PAUSE 0 write",
            "CLIENT UNPAUSE",
            "CLIENT REPLY skip",
            "CLIENT REPLY OFF",
            "CLIENT NO-EVICT on",
            "CLIENT NO-EVICT off")) {
      assertThat(session.resp(line)).as(line).isEqualTo("+OK|");
    }
    assertThat(session.said)
        .containsExactly(
            "pause ALL 10",
            "pause WRITE 0",
            "unpause",
            "replies SKIP",
            "replies OFF",
            "eviction NEVER",
            "eviction ALLOWED");
  }

  @Test
  void unblockingAnswersWhatBecameOfIt() {
    var cluster = new FakeCluster();
    assertThat(cluster.run("CLIENT UNBLOCK")).startsWith("-ERR wrong number of arguments");
    assertThat(cluster.run("CLIENT UNBLOCK x"))
        .isEqualTo("-ERR value is not an integer or out of range|");
    assertThat(cluster.run("CLIENT UNBLOCK x foo"))
        .isEqualTo("-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR|");
    assertThat(cluster.run("CLIENT UNBLOCK 3 ERROR x"))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for 'UNBLOCK'. Try CLIENT HELP.|");
    assertThat(cluster.run("CLIENT UNBLOCK 3")).isEqualTo(":1|");
    assertThat(cluster.run("CLIENT UNBLOCK 9999 error")).isEqualTo(":0|");
    assertThat(cluster.unblocked).containsExactly("3 TIMEOUT", "9999 ERROR");
  }

  @Test
  void whatAConnectionIsAboutStandsInItsLine() {
    ConnectionInfo info =
        new ConnectionInfo(
            8,
            "127.0.0.1:5008",
            "127.0.0.1:7001",
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            0,
            Protocol.RESP3,
            ReadLevel.EVENTUAL,
            Redirection.NONE,
            "blpop",
            new Doing(Waits.YES, Eviction.NEVER, 2, 26, 7),
            4,
            3,
            0,
            0);
    var session = new FakeSession();
    session.others.add(info);
    assertThat(session.resp("CLIENT LIST ID 8"))
        .contains(
            " age=4 idle=3 flags=xbre ",
            " multi=2 ",
            " argv-mem=7 multi-mem=26 ",
            " tot-mem=33 ",
            " cmd=blpop ",
            " resp=3 ");
  }

  @Test
  void quitClosesAfterTheReply() {
    var session = new FakeSession();
    assertThat(session.resp("QUIT")).isEqualTo("+OK|");
    assertThat(session.isClosing()).isTrue();
  }

  @Test
  void helloThreeChangesTheProtocol() {
    var session = new FakeSession();
    session.run("HELLO", "3");
    assertThat(session.self().protocol()).isEqualTo(Protocol.RESP3);
    session.run("RESET");
    assertThat(session.self().protocol()).isEqualTo(Protocol.RESP2);
  }

  @Test
  void readOnlyIsTheReadLevelEventual() {
    var session = new FakeSession();
    session.run("READONLY");
    assertThat(session.self().readLevel()).isEqualTo(ReadLevel.EVENTUAL);
    session.run("READWRITE");
    assertThat(session.self().readLevel()).isEqualTo(ReadLevel.STRONG);
    session.run("CHORUS", "READ", "EVENTUAL");
    assertThat(session.self().readLevel()).isEqualTo(ReadLevel.EVENTUAL);
    assertThat(session.resp("CHORUS READ never"))
        .isEqualTo("-ERR no read level 'never' | known: strong, eventual|");
  }

  @Test
  void libraryNamesHaveNoBlanks() {
    assertThat(new FakeSession().run("CLIENT", "SETINFO", "LIB-NAME", "a b"))
        .isEqualTo(
            CommandError.err("lib-name cannot contain spaces, newlines or special characters.")
                .reply());
  }

  @Test
  void aNameMayBeTakenAway() {
    var session = new FakeSession();
    session.run("CLIENT", "SETNAME", "me");
    session.run("CLIENT", "SETNAME", "");
    assertThat(session.self().name()).isEqualTo(Bytes.EMPTY);
  }
}
