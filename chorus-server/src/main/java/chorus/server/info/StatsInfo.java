package chorus.server.info;

import chorus.command.stats.NodeStats;
import chorus.server.peer.PeerCounters;
import chorus.server.resp.RespCounters;
import java.util.SequencedMap;

/// INFO stats: what was counted since the start, or since CONFIG RESETSTAT.
final class StatsInfo {
  private final RespCounters clients;
  private final PeerCounters peers;
  private final Pace pace;
  private final NodeStats stats;

  StatsInfo(RespCounters clients, PeerCounters peers, Pace pace, NodeStats stats) {
    this.clients = clients;
    this.peers = peers;
    this.pace = pace;
    this.stats = stats;
  }

  void reset() {
    clients.reset();
    peers.reset();
    stats.reset();
  }

  SequencedMap<String, String> fields() {
    NodeStats.Keys keys = stats.keys();
    return new Fields()
        .put("total_connections_received", clients.accepted())
        .put("total_commands_processed", clients.commands())
        .put("instantaneous_ops_per_sec", pace.operations())
        .put("total_net_input_bytes", clients.inputBytes())
        .put("total_net_output_bytes", clients.outputBytes())
        .put("total_net_repl_input_bytes", peers.receivedBytes())
        .put("total_net_repl_output_bytes", peers.sentBytes())
        .put("instantaneous_input_kbps", pace.input(), 2)
        .put("instantaneous_output_kbps", pace.output(), 2)
        .put("instantaneous_input_repl_kbps", pace.peerInput(), 2)
        .put("instantaneous_output_repl_kbps", pace.peerOutput(), 2)
        .put("rejected_connections", clients.rejected())
        .put("sync_full", keys.snapshots())
        .zeros("sync_partial_ok", "sync_partial_err")
        .put("expired_keys", keys.expired())
        .put("expired_stale_perc", 0, 2)
        .zeros(
            "expired_time_cap_reached_count",
            "expire_cycle_cpu_milliseconds",
            "evicted_keys",
            "evicted_clients",
            "total_eviction_exceeded_time",
            "current_eviction_exceeded_time")
        .put("keyspace_hits", keys.hits())
        .put("keyspace_misses", keys.misses())
        .zeros(
            "pubsub_channels",
            "pubsub_patterns",
            "pubsubshard_channels",
            "latest_fork_usec",
            "total_forks",
            "migrate_cached_sockets",
            "slave_expires_tracked_keys",
            "active_defrag_hits",
            "active_defrag_misses",
            "active_defrag_key_hits",
            "active_defrag_key_misses",
            "tracking_total_keys",
            "tracking_total_items",
            "tracking_total_prefixes",
            "unexpected_error_replies")
        .put("total_error_replies", stats.errorReplies())
        .zeros("dump_payload_sanitizations", "io_threaded_reads_processed")
        .zeros("io_threaded_writes_processed", "acl_access_denied_auth", "acl_access_denied_cmd")
        .zeros("acl_access_denied_key", "acl_access_denied_channel")
        .put("client_output_buffer_limit_disconnections", clients.outputLimitCloses())
        .put("chorus_peer_messages_sent", peers.sentMessages())
        .put("chorus_peer_messages_received", peers.receivedMessages())
        .put("chorus_peer_messages_dropped", peers.droppedMessages())
        .lines();
  }
}
