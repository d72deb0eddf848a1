package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.command.settings.Watched;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CONFIG GET and CONFIG SET as Redis 7.0 answers them.
final class SettingsTest {
  private final FakeSession session = new FakeSession();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hz                                | 50                   | 50
          HZ                                | 50                   | 50
          appendfsync                       | ALWAYS               | always
          lazyfree-lazy-expire              | YES                  | yes
          maxmemory                         | 1gb                  | 1073741824
          maxmemory                         | 1Kb                  | 1024
          maxmemory                         | 5m                   | 5000000
          maxmemory                         | 5B                   | 5
          maxmemory                         | ''                   | 0
          maxmemory-clients                 | 5%                   | 5%
          maxmemory-policy                  | ALLKEYS-LRU          | allkeys-lru
          save                              | 60 100 10 1          | 60 100 10 1
          save                              | 60 0                 | 60 0
          notify-keyspace-events            | KEA                  | AKE
          notify-keyspace-events            | g$lxtmn              | g$lxtnm
          notify-keyspace-events            | AKEnm                | AKEm
          notify-keyspace-events            | KEm                  | KEm
          notify-keyspace-events            | g$lshzxetdK          | AK
          shutdown-on-sigint                | now save             | save now
          oom-score-adj-values              | 3 2 1                | 3 2 1
          latency-tracking-info-percentiles | 50 99.5              | 50 99.5
          latency-tracking-info-percentiles | ''                   | ''
          cluster-link-sendbuf-limit        | 99999999999999999999 | 18446744073709551615
          replica-announce-ip               | a b                  | a b
          client-output-buffer-limit | normal 1mb 0 5 | normal 1048576 0 5 slave 268435456 67108864 60 pubsub 33554432 8388608 60
          client-output-buffer-limit | replica 1 2 3 | normal 0 0 0 slave 1 2 3 pubsub 33554432 8388608 60
          """)
  void aValueIsKeptAsRedisSpellsIt(String name, String value, String kept) {
    assertThat(session.resp(session.run("CONFIG", "SET", name, value))).isEqualTo("+OK|");
    assertThat(session.settings().value(name.toLowerCase(Locale.ROOT))).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hz                                | abc            | argument couldn't be parsed into an integer
          hz                                | ' 10'          | argument couldn't be parsed into an integer
          hz                                | -5             | argument must be between 0 and 2147483647 inclusive
          slowlog-log-slower-than           | -2             | argument must be between -1 and 9223372036854775807 inclusive
          timeout                           | 5s             | argument couldn't be parsed into an integer
          maxmemory                         | -1             | argument must be a memory value
          maxmemory                         | 10xb           | argument must be a memory value
          maxmemory                         | 5.5mb          | argument must be a memory value
          client-query-buffer-limit         | 1              | argument must be between 1048576 and 9223372036854775807 inclusive
          maxmemory-clients                 | 500%           | percentage argument must be less or equal to 100
          maxmemory-clients                 | x              | argument must be a memory or percent value
          loglevel                          | x              | argument(s) must be one of the following: debug, verbose, notice, warning
          shutdown-on-sigint                | ''             | argument(s) must be one of the following: default, save, nosave, now, force
          activerehashing                   | 1              | argument must be 'yes' or 'no'
          databases                         | 16             | can't set immutable config
          dir                               | /tmp           | can't set protected config
          port                              | 7002           | can't set immutable config
          appendonly                        | no             | can't set immutable config
          save                              | 60             | Invalid save parameters
          save                              | x 1            | Invalid save parameters
          save                              | 60  1          | Invalid save parameters
          notify-keyspace-events            | q              | Invalid event class character. Use 'Ag$lshzxeKEtmdn'.
          client-output-buffer-limit        | normal 1 2     | Wrong number of arguments in buffer limit configuration.
          client-output-buffer-limit        | norm 1 2 3     | Invalid client class specified in buffer limit configuration.
          client-output-buffer-limit        | normal x 2 3   | Error in hard, soft or soft_seconds setting in buffer limit configuration.
          latency-tracking-info-percentiles | 500            | latency-tracking-info-percentiles parameters should sit between [0.0,100.0]
          latency-tracking-info-percentiles | x              | Invalid latency-tracking-info-percentiles parameters
          oom-score-adj-values              | 1 2            | wrong number of arguments
          oom-score-adj-values              | 1 2 5000       | Invalid oom-score-adj-values, elements must be between -2000 and 2000.
          """)
  void aValueThatCannotBeIsRefusedInRedisWords(String name, String value, String why) {
    String before = session.settings().value(name);
    assertThat(session.resp(session.run("CONFIG", "SET", name, value)))
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + why + "|");
    assertThat(session.settings().value(name)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hz 20 foo bar                | -ERR Unknown option or number of arguments for CONFIG SET - 'foo'
          hz 20 databases              | -ERR syntax error
          hz 20 hz 30                  | -ERR CONFIG SET failed (possibly related to argument 'hz') - duplicate parameter
          hz 20 maxmemory -1           | -ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value
          hz x databases 3             | -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
          hz 20 databases 5 foo 3      | -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
          hz 20 port 1                 | -ERR CONFIG SET failed (possibly related to argument 'port') - can't set immutable config
          """)
  void allOrNothing(String words, String error) {
    assertThat(session.resp("CONFIG SET " + words)).isEqualTo(error + "|");
    assertThat(session.resp("CONFIG GET hz maxmemory"))
        .isEqualTo("*4|$2|hz|$2|10|$9|maxmemory|$1|0|");
  }

  @Test
  void severalAreChangedAtOnce() {
    assertThat(session.resp("CONFIG SET hz 20 maxmemory 1mb port 7001 appendonly YES"))
        .isEqualTo("+OK|");
    assertThat(session.resp("CONFIG GET h? maxmemor?"))
        .isEqualTo("*4|$2|hz|$2|20|$9|maxmemory|$7|1048576|");
  }

  @Test
  void twoNamesOfOneSettingHaveOneValue() {
    assertThat(session.resp("CONFIG SET min-slaves-to-write 2 min-replicas-to-write 3"))
        .isEqualTo("+OK|");
    assertThat(session.resp("CONFIG GET min-*-to-write"))
        .isEqualTo("*4|$21|min-replicas-to-write|$1|3|$19|min-slaves-to-write|$1|3|");
  }

  @Test
  void aNameIsToldAsItWasAskedForAndOnce() {
    assertThat(session.resp("CONFIG GET HZ hz H? Max* maxclients nosuch"))
        .startsWith("*14|$2|HZ|$2|10|$10|maxclients|$5|10000|");
  }

  @Test
  void everyNameOfRedisIsKnown() {
    assertThat(session.resp("CONFIG GET *")).startsWith("*384|");
  }

  @Test
  void whatIsLookedAtAllTheTimeFollows() {
    session.run(
        "CONFIG",
        "SET",
        "slowlog-log-slower-than",
        "-1",
        "slowlog-max-len",
        "7",
        "latency-monitor-threshold",
        "100",
        "latency-tracking",
        "no",
        "latency-tracking-info-percentiles",
        "1 2.5");
    assertThat(session.settings().watched())
        .isEqualTo(new Watched(-1, 7, 100, false, List.of("1", "2.5")));
  }
}
