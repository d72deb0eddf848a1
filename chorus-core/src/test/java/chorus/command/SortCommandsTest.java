package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of SORT and SORT_RO.
final class SortCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        RPUSH l 3 1 2 10 => :4|
        SORT l => *4|$1|1|$1|2|$1|3|$2|10|
        SORT_RO l DESC => *4|$2|10|$1|3|$1|2|$1|1|
        SORT l DESC ASC => *4|$1|1|$1|2|$1|3|$2|10|
        SORT l ALPHA => *4|$1|1|$2|10|$1|2|$1|3|
        SORT l alpha desc => *4|$1|3|$1|2|$2|10|$1|1|
        SORT l BY nosort => *4|$1|3|$1|1|$1|2|$2|10|
        SORT l BY nosort DESC => *4|$2|10|$1|2|$1|1|$1|3|
        SORT l BY nosort DESC LIMIT 1 2 => *2|$1|2|$1|1|
        SORT l BY nosort BY w_* => *4|$1|3|$1|1|$1|2|$2|10|
        SORT l LIMIT 1 2 => *2|$1|2|$1|3|
        SORT l LIMIT -5 2 => *2|$1|1|$1|2|
        SORT l LIMIT 2 -3 => *2|$1|3|$2|10|
        SORT l LIMIT 9 1 => *0|
        SORT l LIMIT 1 0 => *0|
        SORT l LIMIT 1 9223372036854775807 => *3|$1|2|$1|3|$2|10|
        SORT l LIMIT x 1 => -ERR value is not an integer or out of range|
        SORT l LIMIT 1 => -ERR syntax error|
        SORT l BY => -ERR syntax error|
        SORT l GET => -ERR syntax error|
        SORT l STORE => -ERR syntax error|
        SORT_RO l STORE to => -ERR syntax error|
        SORT => -ERR wrong number of arguments for 'sort' command|
        SORT none => *0|
        """,
        """
        RPUSH l a b => :2|
        SORT l => -ERR One or more scores can't be converted into double|
        SORT l LIMIT 0 0 => -ERR One or more scores can't be converted into double|
        SORT l STORE to => -ERR One or more scores can't be converted into double|
        EXISTS to => :0|
        SORT l ALPHA DESC => *2|$1|b|$1|a|
        SADD s 2.5 -1 1e1 => :3|
        SORT s => *3|$2|-1|$3|2.5|$3|1e1|
        RPUSH zeros -0 0 -0 => :3|
        SORT zeros => *3|$2|-0|$2|-0|$1|0|
        SET text t => +OK|
        HSET h f v => :1|
        SORT text => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SORT h BY nosort => -WRONGTYPE Operation against a key holding the wrong kind of value|
        SORT text LIMIT 1 => -ERR syntax error|
        """,
        """
        RPUSH l 1 2 3 => :3|
        MSET w_1 30 w_2 20 o_1 one o_3 three => +OK|
        HSET h_1 f 7 => :1|
        HSET h_3 f 5 => :1|
        SORT l BY w_* => *3|$1|3|$1|2|$1|1|
        SORT l BY w_* GET # GET o_* => *6|$1|3|$5|three|$1|2|$-1|$1|1|$3|one|
        SORT l BY h_*->f => *3|$1|2|$1|3|$1|1|
        SORT l BY h_*->f ALPHA => *3|$1|2|$1|3|$1|1|
        SORT l GET h_*->f => *3|$1|7|$-1|$1|5|
        SORT l GET h_* GET h_*->none LIMIT 0 1 => *2|$-1|$-1|
        SORT l GET w_*-> => *3|$-1|$-1|$-1|
        SORT l GET const => *3|$-1|$-1|$-1|
        SORT l BY o_* => -ERR One or more scores can't be converted into double|
        SORT l BY o_* ALPHA => *3|$1|2|$1|1|$1|3|
        """,
        """
        RPUSH l 3 1 2 => :3|
        SET to text => +OK|
        SORT l STORE to => :3|
        LRANGE to 0 -1 => *3|$1|1|$1|2|$1|3|
        SORT l DESC STORE l => :3|
        LRANGE l 0 -1 => *3|$1|3|$1|2|$1|1|
        SORT l GET o_* STORE to => :3|
        LRANGE to 0 -1 => *3|$0||$0||$0||
        SORT l LIMIT 5 5 STORE to => :0|
        EXISTS to => :0|
        SORT none STORE l => :0|
        EXISTS l => :0|
        SADD s 10 9 b => :3|
        SORT s BY nosort STORE to => :3|
        LRANGE to 0 -1 => *3|$2|10|$1|9|$1|b|
        SORT to ALPHA STORE first STORE second => :3|
        EXISTS first => :0|
        """
      })
  void repliesAreThoseOfRedis(String transcript) {
    Transcripts.play(transcript);
  }

  @ParameterizedTest
  @CsvSource({"SORT l, *2|$1|1|$1|2|", "SORT none, *0|", "SORT l GET none LIMIT 0 1, *1|_|"})
  void theAnswerIsAListInResp3(String command, String reply) {
    var database = new MapView();
    database.run("RPUSH l 2 1");
    assertThat(Transcripts.resp(database.run(command), Protocol.RESP3)).isEqualTo(reply);
  }

  @Test
  void whatIsStoredNowhereWritesNoRecord() {
    var database = new MapView();
    database.run("RPUSH l 2 1");
    assertThat(database.decide("SORT l")).isInstanceOf(Outcome.Answer.class);
    assertThat(database.decide("SORT none STORE to")).isInstanceOf(Outcome.Answer.class);
    assertThat(((Outcome.Change) database.decide("SORT l STORE l")).effects()).hasSize(3);
  }
}
