package chorus.server.info;

import java.util.Locale;
import java.util.SequencedMap;

/// INFO memory: the Java heap and what is beside it, under Redis' names. Nothing here evicts.
final class MemoryInfo {
  private static final double PERCENT = 100;

  private final Pace pace;
  private final long atFirst = UsedMemory.bytes();

  MemoryInfo(Pace pace) {
    this.pace = pace;
  }

  SequencedMap<String, String> fields() {
    long used = UsedMemory.bytes();
    long resident = ProcessMemory.residentBytes();
    long committed = UsedMemory.committedBytes();
    long peak = pace.peakBytes();
    long rows = Math.max(0, used - atFirst);
    return new Fields()
        .bytes("used_memory", used)
        .bytes("used_memory_rss", resident)
        .bytes("used_memory_peak", peak)
        .put("used_memory_peak_perc", percent(used, peak))
        .put("used_memory_overhead", atFirst)
        .put("used_memory_startup", atFirst)
        .put("used_memory_dataset", rows)
        .put("used_memory_dataset_perc", percent(rows, used))
        .put("allocator_allocated", used)
        .put("allocator_active", committed)
        .put("allocator_resident", resident)
        .bytes("total_system_memory", UsedMemory.machineBytes())
        .zeros(
            "used_memory_lua",
            "used_memory_vm_eval",
            "used_memory_scripts_eval",
            "number_of_cached_scripts",
            "number_of_functions",
            "number_of_libraries",
            "used_memory_vm_functions",
            "used_memory_vm_total",
            "used_memory_functions",
            "used_memory_scripts")
        .bytes("maxmemory", 0)
        .put("maxmemory_policy", "noeviction")
        .put("allocator_frag_ratio", ratio(committed, used), 2)
        .put("allocator_frag_bytes", committed - used)
        .put("allocator_rss_ratio", ratio(resident, committed), 2)
        .put("allocator_rss_bytes", resident - committed)
        .put("rss_overhead_ratio", 1, 2)
        .zeros("rss_overhead_bytes")
        .put("mem_fragmentation_ratio", ratio(resident, used), 2)
        .put("mem_fragmentation_bytes", resident - used)
        .zeros(
            "mem_not_counted_for_evict",
            "mem_replication_backlog",
            "mem_total_replication_buffers",
            "mem_clients_slaves",
            "mem_clients_normal",
            "mem_cluster_links",
            "mem_aof_buffer")
        .put("mem_allocator", "jvm-" + Runtime.version().feature())
        .zeros("active_defrag_running", "lazyfree_pending_objects", "lazyfreed_objects")
        .put("chorus_heap_max", Runtime.getRuntime().maxMemory())
        .lines();
  }

  private static String percent(long part, long of) {
    return String.format(Locale.ROOT, "%.2f%%", PERCENT * ratio(part, of));
  }

  private static double ratio(long one, long of) {
    return of == 0 ? 0 : (double) one / of;
  }
}
