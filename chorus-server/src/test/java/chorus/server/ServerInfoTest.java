package chorus.server;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Reply;
import chorus.server.config.LocalCluster;
import chorus.server.env.Expect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// INFO and CONFIG of one running node.
@Timeout(60)
class ServerInfoTest {
  @TempDir Path root;

  private final LocalCluster alone = new LocalCluster("test", 1, freePorts());
  private final List<ServerNode> running = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    running.add(ServerNode.start(alone.config(1, root.resolve("n1")), () -> {}));
    Expect.until(() -> ask("set", "k", "v").equals(Reply.OK));
    Expect.until(() -> info("keyspace").containsKey("db0"));
    ask("config", "resetstat");
  }

  @AfterEach
  void end() {
    running.forEach(ServerNode::close);
  }

  @Test
  void commandsAreCountedAndCountedAnew() throws Exception {
    ask("get", "k");
    ask("get", "none");
    ask("get");
    ask("lpush", "k", "x");
    ask("nosuch");
    Map<String, String> info = info("everything");
    assertThat(info.get("cmdstat_get"))
        .matches("calls=2,usec=\\d+,usec_per_call=[\\d.]+,rejected_calls=1,failed_calls=0");
    assertThat(info.get("cmdstat_lpush")).startsWith("calls=1,").endsWith("failed_calls=1");
    assertThat(info.get("latency_percentiles_usec_get")).matches("p50=[\\d.]+,p99=.*,p99.9=.*");
    assertThat(info.get("errorstat_WRONGTYPE")).isEqualTo("count=1");
    assertThat(info.get("errorstat_ERR")).matches("count=[2-9]\\d*");
    assertThat(info).containsEntry("keyspace_hits", "1").containsEntry("keyspace_misses", "1");
    assertThat(ask("config", "resetstat")).isEqualTo(Reply.OK);
    info = info("everything");
    assertThat(info).doesNotContainKeys("cmdstat_get", "errorstat_ERR");
    assertThat(info)
        .containsKey("cmdstat_config|resetstat")
        .containsEntry("keyspace_hits", "0")
        .containsEntry("connected_clients", "1");
  }

  @Test
  void everySectionHasTheFieldsThatToolsRead() {
    assertThat(info("everything"))
        .containsKeys(
            "redis_version",
            "redis_git_sha1",
            "redis_build_id",
            "redis_mode",
            "os",
            "arch_bits",
            "multiplexing_api",
            "process_id",
            "run_id",
            "tcp_port",
            "server_time_usec",
            "uptime_in_seconds",
            "uptime_in_days",
            "hz",
            "configured_hz",
            "executable",
            "config_file",
            "io_threads_active",
            "connected_clients",
            "cluster_connections",
            "maxclients",
            "client_recent_max_input_buffer",
            "client_recent_max_output_buffer",
            "blocked_clients",
            "tracking_clients",
            "used_memory",
            "used_memory_human",
            "used_memory_rss",
            "used_memory_peak",
            "used_memory_dataset",
            "used_memory_overhead",
            "used_memory_startup",
            "total_system_memory",
            "maxmemory",
            "maxmemory_policy",
            "mem_fragmentation_ratio",
            "mem_clients_normal",
            "mem_clients_slaves",
            "mem_replication_backlog",
            "allocator_allocated",
            "mem_allocator",
            "lazyfree_pending_objects",
            "number_of_cached_scripts",
            "loading",
            "async_loading",
            "rdb_changes_since_last_save",
            "rdb_bgsave_in_progress",
            "rdb_last_save_time",
            "rdb_last_bgsave_status",
            "aof_enabled",
            "aof_last_write_status",
            "aof_last_bgrewrite_status",
            "aof_current_size",
            "aof_pending_bio_fsync",
            "total_connections_received",
            "total_commands_processed",
            "instantaneous_ops_per_sec",
            "total_net_input_bytes",
            "total_net_output_bytes",
            "rejected_connections",
            "sync_full",
            "sync_partial_ok",
            "sync_partial_err",
            "expired_keys",
            "evicted_keys",
            "keyspace_hits",
            "keyspace_misses",
            "pubsub_channels",
            "pubsub_patterns",
            "latest_fork_usec",
            "total_error_replies",
            "client_output_buffer_limit_disconnections",
            "role",
            "connected_slaves",
            "master_failover_state",
            "master_replid",
            "master_replid2",
            "master_repl_offset",
            "second_repl_offset",
            "repl_backlog_active",
            "repl_backlog_size",
            "repl_backlog_first_byte_offset",
            "repl_backlog_histlen",
            "used_cpu_sys",
            "used_cpu_user",
            "cluster_enabled",
            "db0");
    assertThat(Long.parseLong(info("memory").get("used_memory_rss"))).isGreaterThan(1 << 20);
    assertThat(Long.parseLong(info("persistence").get("aof_current_size"))).isPositive();
    assertThat(info("keyspace").get("db0")).isEqualTo("keys=1,expires=0,avg_ttl=0");
    assertThat(info("cpu", "cluster").keySet()).doesNotContain("role").contains("used_cpu_sys");
  }

  @Test
  void aSettingIsKeptForEveryConnection() {
    assertThat(ask("config", "set", "maxmemory", "1gb", "save", "60 1")).isEqualTo(Reply.OK);
    assertThat(ask("config", "get", "maxmemory"))
        .isEqualTo(Reply.array(Reply.bulk("maxmemory"), Reply.bulk("1073741824")));
    assertThat(ask("config", "set", "port", "1")).isInstanceOf(Reply.Error.class);
    assertThat(ask("config", "get", "port"))
        .isEqualTo(
            Reply.array(Reply.bulk("port"), Reply.bulk(Integer.toString(alone.firstPort()))));
  }

  private Map<String, String> info(String... sections) {
    List<String> words = new ArrayList<>(List.of("info"));
    words.addAll(List.of(sections));
    var fields = new TreeMap<String, String>();
    String text = ((Reply.Bulk) ask(words.toArray(String[]::new))).value().utf8();
    for (String line : text.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }

  private Reply ask(String... words) {
    return Redis.ask(alone.firstPort(), words);
  }

  private static int freePorts() {
    for (int port = 23_000; ; port += 1_000) {
      if (isFree(port) && isFree(port + 100) && isFree(port + 200) && isFree(port + 300)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
