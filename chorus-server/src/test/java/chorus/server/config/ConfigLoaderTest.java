package chorus.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.base.NodeId;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.OnDegrade;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.node.NodeOptions.IndexRange;
import chorus.server.config.ServerConfig.Exposure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  private static final String WHOLE =
      """
      cluster: demo
      node: n1
      data: data
      members:
        - {id: n1, resp: 7001, peer: 7101, http: 7201, control: 7301}
        - {id: n2, resp: 7002, peer: 7102, http: 7202, control: 7302}
      databases:
        - {name: main, index: 0}
        - {name: quick, index: 7, engine: memory}
        - {name: audit, index: 8, ack: semi-sync, on-degrade: wait, replicas: 2}
      auto-create: 4-6
      engine: memory
      limits:
        clients: 50
        bulk: 2MiB
        ack-wait: 700ms
        detection: 2s
        undrop: 2h
      """;

  @Test
  void aWholeFileIsAWholeConfiguration() throws ConfigException {
    ServerConfig config = parse(WHOLE, Map.of(), Map.of());
    assertThat(config.cluster()).isEqualTo("demo");
    assertThat(config.self())
        .isEqualTo(new Member(new NodeId("n1"), "127.0.0.1", 7001, 7101, 7201, 7301));
    assertThat(config.data()).isEqualTo(Path.of("/etc/chorus/data"));
    assertThat(config.databases())
        .containsExactly(
            FirstDatabase.of("main", 0, Engine.ROCKSDB),
            FirstDatabase.of("quick", 7, Engine.MEMORY),
            new FirstDatabase(
                "audit",
                8,
                Engine.ROCKSDB,
                AckPolicy.of(AckMode.SEMI_SYNC).with(OnDegrade.WAIT),
                2));
    assertThat(config.autoCreate()).isEqualTo(new IndexRange(4, 6));
    assertThat(config.engine()).contains(Engine.MEMORY);
    assertThat(config.sizes().clients()).isEqualTo(50);
    assertThat(config.sizes().bulk()).isEqualTo(2 << 20);
    assertThat(config.sizes().ackWait()).isEqualTo(Duration.ofMillis(700));
    assertThat(config.sizes().detection()).hasSeconds(2);
    assertThat(config.sizes().undrop()).hasHours(2);
    assertThat(config.sizes().cache()).isEqualTo(Sizes.DEFAULT.cache());
    assertThat(config.exposure()).isEqualTo(Exposure.LOOPBACK);
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws ConfigException {
    Map<String, String> environment = Map.of("CHORUS_LIMITS_ACK_WAIT", "2s", "CHORUS_NODE", "n2");
    assertThat(parse(WHOLE, Map.of(), environment).sizes().ackWait()).hasSeconds(2);
    assertThat(parse(WHOLE, Map.of(), environment).node()).isEqualTo(new NodeId("n2"));
    assertThat(parse(WHOLE, Map.of("limits.ack-wait", "3s"), environment).sizes().ackWait())
        .hasSeconds(3);
  }

  @Test
  void aSmallerLogTakesSmallerValuesUnlessToldOtherwise() throws ConfigException {
    ServerConfig config =
        parse(WHOLE.replace("bulk: 2MiB", "log-segment: 4MiB"), Map.of(), Map.of());
    assertThat(config.sizes().bulk()).isEqualTo((4 << 20) - (64 << 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cluster: demo | clustr: demo | unknown key clustr, did you mean cluster?
          clients: 50   | clints: 50   | unknown key limits.clints, did you mean clients?
          node: n1      | zzz: n1      | unknown key zzz
          node: n1      | node: n9     | node n9 is not among the members
          node: n1      | data: x      | line 3: Duplicate
          bulk: 2MiB    | bulk: 2      | limits.bulk is 2, must be a size like 64MiB (B, KiB, MiB, GiB)
          bulk: 2MiB    | bulk: 2TB    | limits.bulk is 2TB, must be a size like
          bulk: 2MiB    | bulk: 3GiB   | limits.bulk is 3GiB, must be 1KiB to 512MiB
          bulk: 2MiB    | bulk: 16MiB  | limits.bulk is 16MiB, must be at most 16320KiB: a value and its key
          700ms         | 700          | limits.ack-wait is 700, must be a time like 10s (ms, s, m, h)
          detection: 2s | detection: 9ms | limits.detection is 9ms, must be 250ms to 60000ms
          clients: 50   | clients: no  | limits.clients is no, must be 1 to 1000000
          resp: 7002    | resp: 7001   | members use 127.0.0.1:7001 twice
          id: n2        | id: n1       | members[1].id is n1, which is there twice
          peer: 7102    | peer: 99999  | members[1].peer is 99999, must be 1 to 65535
          peer: 7102,   | ''           | members[1].peer is missing
          index: 7      | index: 0     | databases have name quick or index 0 twice
          memory        | magic        | databases[1].engine is magic, must be rocksdb or memory
          replicas: 2   | replicas: 1  | databases[2].ack is semi-sync, which needs more replicas than 1
          on-degrade: wait | on-degrade: go | databases[2].on-degrade is go, must be error or wait
          4-6           | some         | auto-create is some, must be a range of indexes like 4-15
          data: data    | bind: 1.2.3.4| data is missing
          """)
  void aWrongFileSaysWhatIsWrongInOneLine(String right, String wrong, String message) {
    assertThatThrownBy(
            () -> parse(WHOLE.replace(right, wrong == null ? "" : wrong), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anAddressThatOthersReachIsRefusedUnlessItIsSaidToBeMeant() throws ConfigException {
    assertThatThrownBy(() -> parse(WHOLE, Map.of("bind", "0.0.0.0"), Map.of()))
        .hasMessageContaining("0.0.0.0 is not a loopback address")
        .hasMessageContaining("--insecure");
    ServerConfig meant = parse(WHOLE, Map.of("bind", "0.0.0.0", "insecure", "true"), Map.of());
    assertThat(meant.exposure()).isEqualTo(Exposure.INSECURE);
  }

  @Test
  void anErrorNamesTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("chorus.yaml"), "cluster: [");
    assertThatThrownBy(() -> ConfigLoader.load(file, Map.of(), Map.of()))
        .hasMessageStartingWith(file + ": line ");
    assertThatThrownBy(() -> ConfigLoader.load(directory.resolve("none"), Map.of(), Map.of()))
        .hasMessageStartingWith("cannot read " + directory.resolve("none"));
  }

  @Test
  void theTextOfAConfigurationLoadsAsTheSame() throws ConfigException {
    ServerConfig local = new LocalCluster("it's", 3, 7001).config(2, Path.of("/var/lib/chorus"));
    assertThatThrownBy(() -> parse(ConfigText.of(local), Map.of(), Map.of()))
        .hasMessageStartingWith("cluster is it's");
    ServerConfig named = new LocalCluster("123", 3, 7001).config(2, Path.of("/var/lib/chorus"));
    assertThat(parse(ConfigText.of(named), Map.of(), Map.of())).isEqualTo(named);
    ServerConfig sized = parse(WHOLE, Map.of(), Map.of());
    assertThat(parse(ConfigText.of(sized), Map.of(), Map.of())).isEqualTo(sized);
  }

  @Test
  void whoJoinsNamesARunningNodeAndWhereItListensItself() throws ConfigException {
    String joining =
        """
        cluster: c
        node: n4
        data: d
        join: "[::1]:7001"
        address: {host: 127.0.0.4, resp: 1, peer: 2, http: 3, control: 4}
        """;
    ServerConfig config = parse(joining, Map.of(), Map.of());
    assertThat(config.join()).hasValue(new Seed("::1", 7001));
    assertThat(config.members())
        .containsExactly(new Member(new NodeId("n4"), "127.0.0.4", 1, 2, 3, 4));
    assertThat(parse(ConfigText.of(config), Map.of(), Map.of())).isEqualTo(config);
    assertThatThrownBy(() -> parse(joining + "members: []\n", Map.of(), Map.of()))
        .hasMessage("members does not go with join: the running cluster knows");
    assertThatThrownBy(() -> parse(joining.replace(":7001", ":0"), Map.of(), Map.of()))
        .hasMessageContaining("must be HOST:PORT of a running node");
    assertThatThrownBy(() -> parse(WHOLE + "address: {resp: 1}\n", Map.of(), Map.of()))
        .hasMessageStartingWith("address goes with join");
  }

  private static ServerConfig parse(
      String yaml, Map<String, String> flags, Map<String, String> environment)
      throws ConfigException {
    return ConfigLoader.parse(yaml, Path.of("/etc/chorus"), flags, environment);
  }
}
