package chorus.command.server;

import chorus.command.Args;
import chorus.command.InfoSection;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.SequencedMap;

/// MEMORY STATS: INFO memory under the names that Redis has for this.
final class MemoryStats implements SessionCommand {
  private static final double PERCENT = 100;

  @Override
  public Reply run(SessionContext context, Args args) {
    SequencedMap<String, String> memory = context.info().fields(InfoSection.MEMORY);
    long keys = keys(context.info().fields(InfoSection.KEYSPACE));
    long rows = number(memory, "used_memory_dataset");
    long used = number(memory, "used_memory");
    return Reply.map(
        whole("peak.allocated", number(memory, "used_memory_peak")),
        whole("total.allocated", used),
        whole("startup.allocated", number(memory, "used_memory_startup")),
        whole("replication.backlog", number(memory, "mem_replication_backlog")),
        whole("clients.slaves", number(memory, "mem_clients_slaves")),
        whole("clients.normal", number(memory, "mem_clients_normal")),
        whole("cluster.links", number(memory, "mem_cluster_links")),
        whole("aof.buffer", number(memory, "mem_aof_buffer")),
        whole("lua.caches", number(memory, "used_memory_scripts_eval")),
        whole("functions.caches", number(memory, "used_memory_functions")),
        whole("overhead.total", number(memory, "used_memory_overhead")),
        whole("keys.count", keys),
        whole("keys.bytes-per-key", keys == 0 ? 0 : rows / keys),
        whole("dataset.bytes", rows),
        part("dataset.percentage", PERCENT * ratio(rows, used)),
        part("peak.percentage", PERCENT * ratio(used, number(memory, "used_memory_peak"))),
        whole("allocator.allocated", number(memory, "allocator_allocated")),
        whole("allocator.active", number(memory, "allocator_active")),
        whole("allocator.resident", number(memory, "allocator_resident")),
        part("allocator-fragmentation.ratio", decimal(memory, "allocator_frag_ratio")),
        whole("allocator-fragmentation.bytes", number(memory, "allocator_frag_bytes")),
        part("allocator-rss.ratio", decimal(memory, "allocator_rss_ratio")),
        whole("allocator-rss.bytes", number(memory, "allocator_rss_bytes")),
        part("rss-overhead.ratio", decimal(memory, "rss_overhead_ratio")),
        whole("rss-overhead.bytes", number(memory, "rss_overhead_bytes")),
        part("fragmentation", decimal(memory, "mem_fragmentation_ratio")),
        whole("fragmentation.bytes", number(memory, "mem_fragmentation_bytes")));
  }

  /// Over all databases.
  private static long keys(SequencedMap<String, String> keyspace) {
    return keyspace.values().stream()
        .mapToLong(line -> Long.parseLong(line.substring("keys=".length(), line.indexOf(','))))
        .sum();
  }

  private static double ratio(long part, long of) {
    return of == 0 ? 0 : (double) part / of;
  }

  private static long number(SequencedMap<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  private static double decimal(SequencedMap<String, String> fields, String name) {
    return Double.parseDouble(fields.getOrDefault(name, "0"));
  }

  private static Reply.Entry whole(String name, long value) {
    return Reply.entry(name, Reply.integer(value));
  }

  private static Reply.Entry part(String name, double value) {
    return Reply.entry(name, new Reply.DoubleReply(value));
  }
}
