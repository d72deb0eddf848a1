package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transcripts of COMMAND, CONFIG GET, INFO and TIME.
final class ServerCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        TIME => *2|$10|1700000000|$2|42|
        CONFIG GET databases => *2|$9|databases|$2|16|
        CONFIG GET appendo* SAVE save => *4|$10|appendonly|$3|yes|$4|SAVE|$0||
        CONFIG SET hz => -ERR wrong number of arguments for 'config|set' command|
        CONFIG REWRITE => -ERR The server is running without a config file|
        CONFIG RESETSTAT => +OK|
        CONFIG RESETSTAT x => -ERR wrong number of arguments for 'config|resetstat' command|
        CONFIG GET none => *0|
        CONFIG GET => -ERR wrong number of arguments for 'config|get' command|
        ROLE => *3|$6|master|:3|*0|
        LASTSAVE => :0|
        MODULE LIST => *0|
        MODULE LOAD x => -ERR unknown subcommand 'LOAD'. Try MODULE HELP.|
        MEMORY PURGE => +OK|
        MEMORY MALLOC-STATS => $45|Stats not supported for the current allocator|
        MEMORY nosuch => -ERR unknown subcommand 'nosuch'. Try MEMORY HELP.|
        SLOWLOG GET => *0|
        SLOWLOG GET -1 => *0|
        SLOWLOG GET x => -ERR count should be greater than or equal to -1|
        SLOWLOG GET -2 => -ERR count should be greater than or equal to -1|
        SLOWLOG get a b => -ERR unknown subcommand or wrong number of arguments for 'get'. Try SLOWLOG HELP.|
        SLOWLOG LEN => :0|
        SLOWLOG RESET => +OK|
        LATENCY LATEST => *0|
        LATENCY HISTORY x => *0|
        LATENCY HISTORY => -ERR wrong number of arguments for 'latency|history' command|
        LATENCY GRAPH x => -ERR No samples available for event 'x'|
        LATENCY RESET => :0|
        LATENCY RESET x => :0|
        LATENCY HISTOGRAM => *0|
        LATENCY HISTOGRAM nosuch get => *0|
        COMMAND nosuch => -ERR unknown subcommand 'nosuch'. Try COMMAND HELP.|
        COMMAND GETKEYS GET k => *1|$1|k|
        COMMAND GETKEYS MSET a 1 b 2 => *2|$1|a|$1|b|
        COMMAND GETKEYS DEL a b c => *3|$1|a|$1|b|$1|c|
        COMMAND GETKEYS nosuch k => -ERR Invalid command specified|
        COMMAND GETKEYS PING => -ERR wrong number of arguments for 'command|getkeys' command|
        COMMAND GETKEYS PING x => -ERR The command has no key arguments|
        COMMAND GETKEYS CLIENT ID => -ERR The command has no key arguments|
        COMMAND GETKEYS GET k v => -ERR Invalid number of arguments specified for command|
        COMMAND GETKEYS SMOVE a b m => *2|$1|a|$1|b|
        COMMAND GETKEYS SINTERSTORE a b c => *3|$1|a|$1|b|$1|c|
        COMMAND GETKEYS SINTERCARD 2 a b LIMIT 1 => *2|$1|a|$1|b|
        COMMAND GETKEYS LMPOP 2 a b LEFT => *2|$1|a|$1|b|
        COMMAND GETKEYS OBJECT ENCODING k => *1|$1|k|
        COMMAND GETKEYS SORT l STORE a get x store b => *2|$1|l|$1|b|
        COMMAND GETKEYS SORT l BY store GET store LIMIT store 1 => *1|$1|l|
        COMMAND GETKEYS SORT l STORE => *1|$1|l|
        COMMAND GETKEYS SORT_RO l GET a => *1|$1|l|
        COMMAND GETKEYS ZUNIONSTORE d 2 a b WEIGHTS 1 2 => *3|$1|d|$1|a|$1|b|
        COMMAND GETKEYS GEORADIUS a 1 2 3 km store d => *2|$1|a|$1|d|
        COMMAND GETKEYS GEORADIUS a 1 2 3 km => *1|$1|a|
        COMMAND GETKEYS SINTERCARD 3 a b => -ERR Invalid arguments specified for command|
        COMMAND GETKEYS SINTERCARD 0 a b => -ERR Invalid arguments specified for command|
        COMMAND GETKEYS SINTERCARD x a b => -ERR Invalid arguments specified for command|
        COMMAND GETKEYSANDFLAGS GET k => *1|*2|$1|k|*2|+RO|+access|
        COMMAND GETKEYSANDFLAGS SMOVE a b m => *2|*2|$1|a|*3|+RW|+access|+delete|*2|$1|b|*2|+RW|+insert|
        COMMAND INFO nosuch => *1|$-1|
        COMMAND INFO GET => *1|*10|$3|get|:2|*2|+readonly|+fast|:1|:1|:1|*3|+@read|+@string|+@fast|*0|*1|*6|$5|flags|*2|+RO|+access|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:1|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|*0|
        COMMAND INFO SMOVE => *1|*10|$5|smove|:4|*2|+write|+fast|:1|:2|:1|*3|+@write|+@set|+@fast|*0|*2|*6|$5|flags|*3|+RW|+access|+delete|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:1|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|*6|$5|flags|*2|+RW|+insert|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:2|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|*0|
        COMMAND INFO SINTERCARD => *1|*10|$10|sintercard|:-3|*2|+readonly|+movablekeys|:0|:0|:0|*3|+@read|+@set|+@slow|*0|*1|*6|$5|flags|*2|+RO|+access|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:1|$9|find_keys|*4|$4|type|$6|keynum|$4|spec|*6|$9|keynumidx|:0|$8|firstkey|:1|$7|keystep|:1|*0|
        COMMAND GETKEYS BITOP AND d a b => *3|$1|d|$1|a|$1|b|
        COMMAND GETKEYSANDFLAGS BITOP AND d a b => *3|*2|$1|d|*2|+OW|+update|*2|$1|a|*2|+RO|+access|*2|$1|b|*2|+RO|+access|
        COMMAND GETKEYSANDFLAGS LCS a b => *2|*2|$1|a|*2|+RO|+access|*2|$1|b|*2|+RO|+access|
        COMMAND INFO BITOP => *1|*10|$5|bitop|:-4|*2|+write|+denyoom|:2|:-1|:1|*3|+@write|+@bitmap|+@slow|*0|*2|*6|$5|flags|*2|+OW|+update|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:2|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|*6|$5|flags|*2|+RO|+access|$12|begin_search|*4|$4|type|$5|index|$4|spec|*2|$5|index|:3|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:-1|$7|keystep|:1|$5|limit|:0|*0|
        COMMAND DOCS nosuch => *0|
        COMMAND DOCS STRLEN => *2|$6|strlen|*10|$7|summary|$31|The length of a string in bytes|$5|since|$5|2.2.0|$5|group|$6|string|$10|complexity|$4|O(1)|$9|arguments|*1|*8|$4|name|$3|key|$4|type|$3|key|$12|display_text|$3|key|$14|key_spec_index|:0|
        COMMAND DOCS SMOVE => *2|$5|smove|*10|$7|summary|$38|Moves a member from one set to another|$5|since|$5|1.0.0|$5|group|$3|set|$10|complexity|$4|O(1)|$9|arguments|*3|*8|$4|name|$6|source|$4|type|$3|key|$12|display_text|$6|source|$14|key_spec_index|:0|*8|$4|name|$11|destination|$4|type|$3|key|$12|display_text|$11|destination|$14|key_spec_index|:1|*6|$4|name|$6|member|$4|type|$6|string|$12|display_text|$6|member|
        COMMAND LIST FILTERBY PATTERN CLIENT|*NAME => *2|$14|client|getname|$14|client|setname|
        COMMAND LIST FILTERBY PATTERN *NAME => *3|$14|client|getname|$14|client|setname|$6|rename|
        COMMAND LIST FILTERBY MODULE json => *0|
        COMMAND LIST FILTERBY ACLCAT nosuch => *0|
        COMMAND LIST FILTERBY COLOUR red => -ERR syntax error|
        COMMAND LIST FILTERBY PATTERN => -ERR syntax error|
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
  void infoHasTheSectionsAskedForInTheirOrder() {
    var session = new FakeSession();
    assertThat(text(session.run("INFO", "keyspace", "server", "server", "nosuch")))
        .isEqualTo(
            "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n\r\n# Keyspace\r\n");
    assertThat(text(session.run("INFO", "nosuch"))).isEmpty();
    assertThat(text(session.run("INFO"))).doesNotContain("# Commandstats");
    assertThat(text(session.run("INFO", "ALL"))).contains("# Commandstats", "# CPU");
    assertThat(text(session.run("INFO", "default"))).isEqualTo(text(session.run("INFO")));
  }

  @Test
  void slowlogAndLatencyTellWhatWasNoted() {
    var session = new FakeSession();
    session.run("CONFIG", "SET", "latency-monitor-threshold", "5");
    session
        .stats()
        .slow()
        .add(9_000, 12_345_000, List.of(Bytes.utf8("get"), Bytes.utf8("k")), "ip:1", Bytes.EMPTY);
    session.stats().latency().note("command", 9_000, 12_345_000);
    session.stats().latency().note("command", 11_000, 6_000_000);
    session.stats().gateway().took(session.commands().numberOf(spec(session, "client|id")), 3000);
    assertThat(session.resp("SLOWLOG GET 1"))
        .isEqualTo("*1|*6|:0|:9|:12345|*2|$3|get|$1|k|$4|ip:1|$0||");
    assertThat(session.resp("SLOWLOG GET 0")).isEqualTo("*0|");
    assertThat(session.resp("LATENCY LATEST")).isEqualTo("*1|*4|$7|command|:11|:6|:12|");
    assertThat(session.resp("LATENCY HISTORY command")).isEqualTo("*2|*2|:9|:12|*2|:11|:6|");
    assertThat(session.resp("LATENCY HISTOGRAM client"))
        .isEqualTo("*2|$9|client|id|*4|$5|calls|:1|$14|histogram_usec|*2|:4|:1|");
    assertThat(text(session.run("LATENCY", "GRAPH", "command")))
        .startsWith("command - high 12 ms, low 6 ms (all time high 12 ms)\n");
    assertThat(text(session.run("LATENCY", "DOCTOR"))).contains("command: 2 times", "SLOWLOG GET");
    assertThat(session.resp("LATENCY RESET command none")).isEqualTo(":1|");
    assertThat(text(session.run("LATENCY", "DOCTOR"))).contains("Nothing on this node");
  }

  @Test
  void nothingIsNotedUntilItIsAskedFor() {
    assertThat(text(new FakeSession().run("LATENCY", "DOCTOR")))
        .contains("CONFIG SET latency-monitor-threshold 100");
    assertThat(text(new FakeSession().run("LOLWUT"))).endsWith("Redis ver. 7.0.15\n");
  }

  @Test
  void memoryStatsHaveRedisNames() {
    assertThat(new FakeSession().resp("MEMORY STATS"))
        .startsWith("*54|$14|peak.allocated|:0|$15|total.allocated|:0|");
    assertThat(text(new FakeSession().run("MEMORY", "DOCTOR"))).contains("Nothing to worry about");
  }

  private static CommandSpec spec(FakeSession session, String name) {
    return session.commands().named(name).orElseThrow();
  }

  @Test
  void listCountAndInfoHoldTheSameCommands() {
    var session = new FakeSession();
    long count = ((Reply.Int) session.run("COMMAND", "COUNT")).value();
    List<Reply> entries = ((Reply.Array) session.run("COMMAND")).elements();
    assertThat(entries).hasSize((int) count);
    assertThat(((Reply.Array) session.run("COMMAND", "INFO")).elements()).isEqualTo(entries);
    assertThat(((Reply.MapReply) session.run("COMMAND", "DOCS")).entries()).hasSize((int) count);
    List<String> names = names(session.run("COMMAND", "LIST"));
    assertThat(names.stream().filter(name -> !name.contains("|"))).hasSize((int) count);
    assertThat(names).contains("get", "client|setinfo", "chorus|status").doesNotHaveDuplicates();
  }

  @Test
  void everyKeyTellsItsSpecification() {
    var session = new FakeSession();
    assertThat(Transcripts.resp(session.run("COMMAND", "DOCS", "BITOP"), Protocol.RESP2))
        .contains("$7|destkey|$14|key_spec_index|:0|", "$3|key|$14|key_spec_index|:1|");
    assertThat(Transcripts.resp(session.run("COMMAND", "DOCS", "LCS"), Protocol.RESP2))
        .contains("$4|key1|$14|key_spec_index|:0|", "$4|key2|$14|key_spec_index|:0|");
  }

  @Test
  void aclCategoriesFilterTheList() {
    assertThat(names(new FakeSession().run("COMMAND", "LIST", "FILTERBY", "ACLCAT", "hash")))
        .contains("hset", "hscan")
        .doesNotContain("set", "client|id");
  }

  @Test
  void helpNamesEverySubcommand() {
    var session = new FakeSession();
    for (String container :
        List.of(
            "client", "command", "config", "chorus", "memory", "slowlog", "latency", "module")) {
      String text = Transcripts.resp(session.run(container, "help"), Protocol.RESP2);
      for (CommandSpec sub :
          session.commands().named(container).map(CommandSpec::subcommands).orElseThrow()) {
        assertThat(text).contains("|+" + sub.shortName().toUpperCase(java.util.Locale.ROOT));
      }
    }
  }

  private static String text(Reply reply) {
    return ((Reply.Verbatim) reply).text().utf8();
  }

  private static List<String> names(Reply reply) {
    return ((Reply.Array) reply)
        .elements().stream().map(name -> ((Reply.Bulk) name).value().utf8()).toList();
  }
}
