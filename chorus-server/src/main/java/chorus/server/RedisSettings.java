package chorus.server;

import chorus.command.settings.Settings;
import chorus.server.config.ServerConfig;
import java.util.Map;
import java.util.TreeMap;

/// The settings of a node under Redis' names: what its configuration says where that means the same
/// here, and cannot be changed while it runs.
final class RedisSettings {
  private RedisSettings() {}

  static Settings of(ServerConfig config) {
    return Settings.of(here(config), atFirst());
  }

  /// A password and TLS are among them, since who sets those relies on them.
  private static Map<String, String> here(ServerConfig config) {
    var settings = new TreeMap<String, String>();
    settings.put("appendfsync", "always");
    settings.put("appendonly", "yes");
    settings.put("bind", config.bind());
    settings.put(
        "client-output-buffer-limit",
        "normal " + config.sizes().outputBuffer() + " 0 0 slave 0 0 0 pubsub 0 0 0");
    settings.put("dbfilename", "");
    settings.put("dir", config.data().toString());
    settings.put("maxclients", Integer.toString(config.sizes().clients()));
    settings.put("port", Integer.toString(config.self().resp()));
    settings.put("proto-max-bulk-len", Long.toString(config.sizes().bulk()));
    settings.put("requirepass", "");
    settings.put("tls-port", "0");
    settings.put("unixsocket", "");
    return settings;
  }

  /// There is no backlog beside the log, and nothing is saved beside it.
  private static Map<String, String> atFirst() {
    return Map.of("repl-backlog-size", "0", "save", "", "jemalloc-bg-thread", "no");
  }
}
