package chorus.server.info;

import chorus.command.InfoSection;
import chorus.command.InfoSource;
import chorus.command.RedisVersion;
import chorus.command.stats.NodeStats;
import chorus.server.config.ServerConfig;
import chorus.server.config.ServerConfig.Exposure;
import chorus.server.peer.PeerCounters;
import chorus.server.resp.RespCounters;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// INFO of one node. Any strand; every value is read at the moment of the question.
public final class NodeInfo implements InfoSource {
  private static final long BEGAN_MILLIS = System.currentTimeMillis();
  private static final int SECONDS_PER_DAY = 86_400;

  private final ServerConfig config;
  private final String version;
  private final RespCounters clients;
  private final LongSupplier blocked;
  private final NodeStats stats;
  private final StatsInfo counted;
  private final MemoryInfo memory;
  private final ReplicationInfo replication;

  /// `version` is Chorus' own; `blocked` counts the connections of which a command waits.
  public NodeInfo(
      ServerConfig config,
      String version,
      RespCounters clients,
      LongSupplier blocked,
      PeerCounters peers,
      Pace pace,
      NodeStats stats,
      ReplicationInfo replication) {
    this.config = config;
    this.version = version;
    this.clients = clients;
    this.blocked = blocked;
    this.stats = stats;
    this.counted = new StatsInfo(clients, peers, pace, stats);
    this.memory = new MemoryInfo(pace);
    this.replication = replication;
  }

  @Override
  public SequencedMap<String, String> fields(InfoSection section) {
    return switch (section) {
      case SERVER -> server();
      case CLIENTS -> clients();
      case MEMORY -> memory.fields();
      case PERSISTENCE -> PersistenceInfo.fields(replication.logBytes(), BEGAN_MILLIS / 1000);
      case STATS -> counted.fields();
      case REPLICATION -> replication.fields();
      case CPU -> cpu();
      case MODULES -> new LinkedHashMap<>();
      case COMMANDSTATS -> stats.commandLines();
      case ERRORSTATS -> stats.errorLines();
      case LATENCYSTATS -> stats.latencyLines();
      case CLUSTER -> new Fields().zeros("cluster_enabled").lines();
      case KEYSPACE -> replication.keyspace();
    };
  }

  @Override
  public void reset() {
    counted.reset();
  }

  private SequencedMap<String, String> server() {
    long upSeconds = (System.currentTimeMillis() - BEGAN_MILLIS) / 1000;
    return new Fields()
        .put("redis_version", RedisVersion.TEXT)
        .put("redis_git_sha1", "00000000")
        .put("redis_git_dirty", 0)
        .put("redis_build_id", "0")
        .put("redis_mode", "standalone")
        .put(
            "os",
            "%s %s %s"
                .formatted(
                    System.getProperty("os.name"),
                    System.getProperty("os.version"),
                    System.getProperty("os.arch")))
        .put("arch_bits", 64)
        .put("multiplexing_api", "nio")
        .put("process_id", ProcessHandle.current().pid())
        .put("process_supervised", "no")
        .put("run_id", replication.runId())
        .put("tcp_port", config.self().resp())
        .put("server_time_usec", System.currentTimeMillis() * 1000)
        .put("uptime_in_seconds", upSeconds)
        .put("uptime_in_days", upSeconds / SECONDS_PER_DAY)
        .put("hz", 10)
        .put("configured_hz", 10)
        .put("lru_clock", 0)
        .put("executable", ProcessHandle.current().info().command().orElse(""))
        .put("config_file", "")
        .put("io_threads_active", 0)
        .put("server_name", "chorus")
        .put("chorus_version", version)
        .put("chorus_node", config.node().name())
        .put("chorus_insecure", config.exposure() == Exposure.INSECURE ? 1 : 0)
        .lines();
  }

  private SequencedMap<String, String> clients() {
    return new Fields()
        .put("connected_clients", clients.connected())
        .zeros("cluster_connections")
        .put("maxclients", config.sizes().clients())
        .zeros("client_recent_max_input_buffer", "client_recent_max_output_buffer")
        .put("blocked_clients", blocked.getAsLong())
        .zeros("tracking_clients", "clients_in_timeout_table")
        .lines();
  }

  private static SequencedMap<String, String> cpu() {
    ProcessTimes times = ProcessTimes.now();
    return new Fields()
        .put("used_cpu_sys", times.system(), 6)
        .put("used_cpu_user", times.user(), 6)
        .put("used_cpu_sys_children", times.childrenSystem(), 6)
        .put("used_cpu_user_children", times.childrenUser(), 6)
        .lines();
  }
}
