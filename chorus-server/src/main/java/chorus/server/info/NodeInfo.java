package chorus.server.info;

import chorus.command.InfoSection;
import chorus.command.InfoSource;
import chorus.server.config.ServerConfig;
import chorus.server.config.ServerConfig.Exposure;
import chorus.server.peer.PeerCounters;
import chorus.server.resp.RespCounters;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// INFO of one node. Any strand; every value is read at the moment of the question.
public final class NodeInfo implements InfoSource {
  private static final String REDIS_VERSION = "7.0.15";
  private static final long BEGAN_MILLIS = System.currentTimeMillis();
  private static final int SECONDS_PER_DAY = 86_400;

  private final ServerConfig config;
  private final String version;
  private final RespCounters clients;
  private final LongSupplier blocked;
  private final PeerCounters peers;
  private final ReplicationInfo replication;

  /// `version` is Chorus' own; `blocked` counts the connections of which a command waits.
  public NodeInfo(
      ServerConfig config,
      String version,
      RespCounters clients,
      LongSupplier blocked,
      PeerCounters peers,
      ReplicationInfo replication) {
    this.config = config;
    this.version = version;
    this.clients = clients;
    this.blocked = blocked;
    this.peers = peers;
    this.replication = replication;
  }

  @Override
  public SequencedMap<String, String> fields(InfoSection section) {
    return switch (section) {
      case SERVER -> server();
      case CLIENTS -> clients();
      case MEMORY -> memory();
      case PERSISTENCE -> persistence();
      case STATS -> stats();
      case REPLICATION -> replication.fields();
      case CPU -> cpu();
      case CLUSTER -> cluster();
      case KEYSPACE -> replication.keyspace();
      case MODULES, COMMANDSTATS, ERRORSTATS, LATENCYSTATS -> new LinkedHashMap<>();
    };
  }

  @Override
  public void reset() {}

  private SequencedMap<String, String> server() {
    long upSeconds = (System.currentTimeMillis() - BEGAN_MILLIS) / 1000;
    var fields = new LinkedHashMap<String, String>();
    fields.put("redis_version", REDIS_VERSION);
    fields.put("redis_mode", "standalone");
    fields.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    fields.put("arch_bits", "64");
    fields.put("multiplexing_api", "nio");
    fields.put("process_id", Long.toString(ProcessHandle.current().pid()));
    fields.put("run_id", replication.runId());
    fields.put("tcp_port", Integer.toString(config.self().resp()));
    fields.put("server_time_usec", Long.toString(System.currentTimeMillis() * 1000));
    fields.put("uptime_in_seconds", Long.toString(upSeconds));
    fields.put("uptime_in_days", Long.toString(upSeconds / SECONDS_PER_DAY));
    fields.put("hz", "10");
    fields.put("configured_hz", "10");
    fields.put("server_name", "chorus");
    fields.put("chorus_version", version);
    fields.put("chorus_node", config.node().name());
    fields.put("chorus_insecure", config.exposure() == Exposure.INSECURE ? "1" : "0");
    return fields;
  }

  private SequencedMap<String, String> clients() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("connected_clients", Long.toString(clients.connected()));
    fields.put("cluster_connections", "0");
    fields.put("maxclients", Integer.toString(config.sizes().clients()));
    fields.put("blocked_clients", Long.toString(blocked.getAsLong()));
    fields.put("tracking_clients", "0");
    return fields;
  }

  private SequencedMap<String, String> memory() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    var fields = new LinkedHashMap<String, String>();
    fields.put("used_memory", Long.toString(used));
    fields.put("used_memory_human", human(used));
    fields.put("used_memory_rss", Long.toString(ProcessMemory.residentBytes()));
    fields.put("maxmemory", "0");
    fields.put("maxmemory_human", "0B");
    fields.put("maxmemory_policy", "noeviction");
    fields.put("mem_allocator", "jvm");
    return fields;
  }

  private SequencedMap<String, String> persistence() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("loading", "0");
    fields.put("async_loading", "0");
    fields.put("rdb_bgsave_in_progress", "0");
    fields.put("rdb_last_bgsave_status", "ok");
    fields.put("aof_enabled", "1");
    fields.put("aof_last_write_status", "ok");
    fields.put("aof_last_bgrewrite_status", "ok");
    return fields;
  }

  private SequencedMap<String, String> stats() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("total_connections_received", Long.toString(clients.accepted()));
    fields.put("total_commands_processed", Long.toString(clients.commands()));
    fields.put("total_net_input_bytes", Long.toString(clients.inputBytes()));
    fields.put("total_net_output_bytes", Long.toString(clients.outputBytes()));
    fields.put("total_net_repl_input_bytes", Long.toString(peers.receivedBytes()));
    fields.put("total_net_repl_output_bytes", Long.toString(peers.sentBytes()));
    fields.put("rejected_connections", Long.toString(clients.rejected()));
    fields.put("expired_keys", "0");
    fields.put("evicted_keys", "0");
    fields.put("pubsub_channels", "0");
    fields.put("pubsub_patterns", "0");
    fields.put("total_error_replies", Long.toString(clients.errorReplies()));
    fields.put(
        "client_output_buffer_limit_disconnections", Long.toString(clients.outputLimitCloses()));
    fields.put("chorus_peer_messages_sent", Long.toString(peers.sentMessages()));
    fields.put("chorus_peer_messages_received", Long.toString(peers.receivedMessages()));
    fields.put("chorus_peer_messages_dropped", Long.toString(peers.droppedMessages()));
    return fields;
  }

  private static SequencedMap<String, String> cpu() {
    double seconds = 0;
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      seconds = system.getProcessCpuTime() / 1e9;
    }
    var fields = new LinkedHashMap<String, String>();
    fields.put("used_cpu_user", String.format(Locale.ROOT, "%.6f", seconds));
    return fields;
  }

  private static SequencedMap<String, String> cluster() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("cluster_enabled", "0");
    return fields;
  }

  private static String human(long bytes) {
    return String.format(Locale.ROOT, "%.2fM", bytes / (double) (1 << 20));
  }
}
