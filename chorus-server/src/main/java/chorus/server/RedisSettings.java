package chorus.server;

import chorus.server.config.ServerConfig;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What CONFIG GET answers: Redis' names, with the values that are true or harmless here, since
/// tools decide by them.
final class RedisSettings {
  private RedisSettings() {}

  static SequencedMap<String, String> of(ServerConfig config) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("appendfsync", "always");
    settings.put("appendonly", "yes");
    settings.put("bind", config.bind());
    settings.put("busy-reply-threshold", "5000");
    settings.put(
        "client-output-buffer-limit",
        "normal " + config.sizes().outputBuffer() + " 0 0 slave 0 0 0 pubsub 0 0 0");
    settings.put("cluster-enabled", "no");
    settings.put("databases", "16");
    settings.put("dbfilename", "");
    settings.put("dir", config.data().toString());
    settings.put("hz", "10");
    settings.put("latency-monitor-threshold", "0");
    settings.put("loglevel", "notice");
    settings.put("lua-time-limit", "5000");
    settings.put("masterauth", "");
    settings.put("maxclients", Integer.toString(config.sizes().clients()));
    settings.put("maxmemory", "0");
    settings.put("maxmemory-policy", "noeviction");
    settings.put("min-replicas-max-lag", "10");
    settings.put("min-replicas-to-write", "0");
    settings.put("min-slaves-max-lag", "10");
    settings.put("min-slaves-to-write", "0");
    settings.put("notify-keyspace-events", "");
    settings.put("port", Integer.toString(config.self().resp()));
    settings.put("proto-max-bulk-len", Long.toString(config.sizes().bulk()));
    settings.put("repl-backlog-size", "0");
    settings.put("repl-timeout", "60");
    settings.put("replica-priority", "100");
    settings.put("replica-read-only", "yes");
    settings.put("replica-serve-stale-data", "yes");
    settings.put("requirepass", "");
    settings.put("save", "");
    settings.put("slave-read-only", "yes");
    settings.put("slowlog-log-slower-than", "-1");
    settings.put("slowlog-max-len", "0");
    settings.put("tcp-keepalive", "300");
    settings.put("timeout", "0");
    return settings;
  }
}
