package chorus.command;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Redis' tips: what a client of many nodes makes of the replies of a command, and which replies
/// may differ from one time to the next.
final class Tips {
  /// A full name, then its tips.
  private static final String TABLE =
      """
      client|info nondeterministic_output
      client|list nondeterministic_output
      command nondeterministic_output_order
      command|docs nondeterministic_output_order
      command|info nondeterministic_output_order
      command|list nondeterministic_output_order
      config|set request_policy:all_nodes response_policy:all_succeeded
      dbsize request_policy:all_shards response_policy:agg_sum
      del request_policy:multi_shard response_policy:agg_sum
      exists request_policy:multi_shard response_policy:agg_sum
      flushall request_policy:all_shards response_policy:all_succeeded
      flushdb request_policy:all_shards response_policy:all_succeeded
      hgetall nondeterministic_output_order
      hkeys nondeterministic_output_order
      hrandfield nondeterministic_output
      hscan nondeterministic_output
      hvals nondeterministic_output_order
      info nondeterministic_output request_policy:all_shards response_policy:special
      keys request_policy:all_shards nondeterministic_output_order
      lastsave nondeterministic_output
      latency|doctor nondeterministic_output request_policy:all_nodes response_policy:special
      latency|graph nondeterministic_output request_policy:all_nodes response_policy:special
      latency|histogram nondeterministic_output request_policy:all_nodes response_policy:special
      latency|history nondeterministic_output request_policy:all_nodes response_policy:special
      latency|latest nondeterministic_output request_policy:all_nodes response_policy:special
      latency|reset request_policy:all_nodes response_policy:all_succeeded
      memory|doctor nondeterministic_output request_policy:all_shards response_policy:special
      memory|malloc-stats nondeterministic_output request_policy:all_shards response_policy:special
      memory|purge request_policy:all_shards response_policy:all_succeeded
      memory|stats nondeterministic_output request_policy:all_shards response_policy:special
      mget request_policy:multi_shard
      module|list nondeterministic_output_order
      mset request_policy:multi_shard response_policy:all_succeeded
      msetnx request_policy:multi_shard response_policy:agg_min
      object|encoding nondeterministic_output
      object|freq nondeterministic_output
      object|idletime nondeterministic_output
      object|refcount nondeterministic_output
      ping request_policy:all_shards response_policy:all_succeeded
      pttl nondeterministic_output
      randomkey request_policy:all_shards nondeterministic_output
      scan nondeterministic_output request_policy:special
      sdiff nondeterministic_output_order
      sinter nondeterministic_output_order
      slowlog|get request_policy:all_nodes nondeterministic_output
      slowlog|len request_policy:all_nodes response_policy:agg_sum nondeterministic_output
      slowlog|reset request_policy:all_nodes response_policy:all_succeeded
      smembers nondeterministic_output_order
      spop nondeterministic_output
      srandmember nondeterministic_output
      sscan nondeterministic_output
      sunion nondeterministic_output_order
      time nondeterministic_output
      touch request_policy:multi_shard response_policy:agg_sum
      ttl nondeterministic_output
      unlink request_policy:multi_shard response_policy:agg_sum
      wait request_policy:all_shards response_policy:agg_min
      zrandmember nondeterministic_output
      zscan nondeterministic_output
      """;

  private static final SortedMap<String, List<String>> BY_NAME = read();

  private Tips() {}

  /// Those of the command of this full name.
  static List<String> of(String name) {
    return BY_NAME.getOrDefault(name, List.of());
  }

  private static SortedMap<String, List<String>> read() {
    var tips = new TreeMap<String, List<String>>();
    TABLE
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(words -> tips.put(words.getFirst(), words.subList(1, words.size())));
    return Collections.unmodifiableSortedMap(tips);
  }
}
