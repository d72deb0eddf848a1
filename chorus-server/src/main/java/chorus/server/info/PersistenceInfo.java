package chorus.server.info;

import java.util.SequencedMap;

/// INFO persistence: the logs are to Chorus what the append-only file is to Redis, and there is
/// nothing beside them that would be saved.
final class PersistenceInfo {
  private PersistenceInfo() {}

  /// `logBytes` is what the logs of this node take on disk; `beganSeconds` when the process did.
  static SequencedMap<String, String> fields(long logBytes, long beganSeconds) {
    return new Fields()
        .zeros(
            "loading",
            "async_loading",
            "current_cow_peak",
            "current_cow_size",
            "current_cow_size_age")
        .put("current_fork_perc", 0, 2)
        .zeros(
            "current_save_keys_processed",
            "current_save_keys_total",
            "rdb_changes_since_last_save",
            "rdb_bgsave_in_progress")
        .put("rdb_last_save_time", beganSeconds)
        .put("rdb_last_bgsave_status", "ok")
        .put("rdb_last_bgsave_time_sec", -1)
        .put("rdb_current_bgsave_time_sec", -1)
        .zeros(
            "rdb_saves",
            "rdb_last_cow_size",
            "rdb_last_load_keys_expired",
            "rdb_last_load_keys_loaded")
        .put("aof_enabled", 1)
        .zeros("aof_rewrite_in_progress", "aof_rewrite_scheduled")
        .put("aof_last_rewrite_time_sec", -1)
        .put("aof_current_rewrite_time_sec", -1)
        .put("aof_last_bgrewrite_status", "ok")
        .zeros("aof_rewrites", "aof_rewrites_consecutive_failures")
        .put("aof_last_write_status", "ok")
        .zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size")
        .put("aof_current_size", logBytes)
        .zeros(
            "aof_base_size",
            "aof_pending_rewrite",
            "aof_buffer_length",
            "aof_pending_bio_fsync",
            "aof_delayed_fsync")
        .lines();
  }
}
