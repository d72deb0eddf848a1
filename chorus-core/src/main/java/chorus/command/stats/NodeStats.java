package chorus.command.stats;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/// All that one node counts. Any strand may call it.
public final class NodeStats {
  private static final double NANOS_PER_MICRO = 1000;
  private static final long FIRST_BOUND = 1 << 10;
  private static final int BOUNDS = 31;
  private static final int BOUND_FINENESS = 7;

  private final CommandTable commands;
  private final Settings settings;
  private final SlowLog slow;
  private final LatencyEvents latency;
  private final AtomicReference<List<CommandCounts>> gateways = new AtomicReference<>(List.of());
  private final AtomicReference<List<ShardCounts>> shards = new AtomicReference<>(List.of());

  /// What the shards had counted when counting began anew.
  private final AtomicReference<Keys> before = new AtomicReference<>(new Keys(0, 0, 0, 0));

  /// Keys that reads found and missed, keys that expired, and copies of all rows that were begun
  /// for other nodes.
  public record Keys(long hits, long misses, long expired, long snapshots) {}

  public NodeStats(CommandTable commands, Settings settings) {
    this.commands = commands;
    this.settings = settings;
    this.slow = new SlowLog(settings);
    this.latency = new LatencyEvents(settings);
  }

  static NodeStats unread() {
    return new NodeStats(CommandTable.standard(), Settings.standard());
  }

  public Settings settings() {
    return settings;
  }

  public SlowLog slow() {
    return slow;
  }

  public LatencyEvents latency() {
    return latency;
  }

  /// For one more gateway to count in.
  public CommandCounts gateway() {
    CommandCounts counts = new CommandCounts(commands.numbered().size());
    gateways.updateAndGet(all -> with(all, counts));
    return counts;
  }

  /// For one more shard to count in.
  public ShardCounts shard() {
    ShardCounts counts = new ShardCounts(slow, latency);
    shards.updateAndGet(all -> with(all, counts));
    return counts;
  }

  private static <T> List<T> with(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return List.copyOf(more);
  }

  /// What is counted begins at zero; what SLOWLOG and LATENCY remember stays.
  public void reset() {
    gateways.get().forEach(CommandCounts::reset);
    before.set(all());
  }

  public Keys keys() {
    Keys all = all();
    Keys then = before.get();
    return new Keys(
        all.hits() - then.hits(),
        all.misses() - then.misses(),
        all.expired() - then.expired(),
        all.snapshots() - then.snapshots());
  }

  private Keys all() {
    return new Keys(
        sum(ShardCounts::hits),
        sum(ShardCounts::misses),
        sum(ShardCounts::expired),
        sum(ShardCounts::snapshots));
  }

  private long sum(ToLongFunction<ShardCounts> what) {
    return shards.get().stream().mapToLong(what).sum();
  }

  /// The lines of INFO commandstats.
  public SequencedMap<String, String> commandLines() {
    var lines = new LinkedHashMap<String, String>();
    sums()
        .forEach((name, sum) ->
            lines.put(
                "cmdstat_" + name,
                String.format(
                    Locale.ROOT,
                    "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
                    sum.calls(),
                    sum.nanos() / 1000,
                    sum.calls() == 0 ? 0 : sum.nanos() / NANOS_PER_MICRO / sum.calls(),
                    sum.rejected(),
                    sum.failed())));
    return lines;
  }

  /// The lines of INFO latencystats.
  public SequencedMap<String, String> latencyLines() {
    var lines = new LinkedHashMap<String, String>();
    List<String> percentiles = settings.watched().percentiles();
    if (settings.watched().tracking()) {
      sums()
          .forEach((name, sum) -> {
            if (LatencyBuckets.total(sum.times()) > 0) {
              lines.put("latency_percentiles_usec_" + name, percentiles(sum, percentiles));
            }
          });
    }
    return lines;
  }

  private static String percentiles(CommandSum sum, List<String> wanted) {
    return String.join(
        ",",
        wanted.stream()
            .map(each ->
                String.format(
                    Locale.ROOT,
                    "p%s=%.3f",
                    each,
                    LatencyBuckets.percentile(sum.times(), Double.parseDouble(each))
                        / NANOS_PER_MICRO))
            .toList());
  }

  /// The lines of INFO errorstats.
  public SequencedMap<String, String> errorLines() {
    var lines = new LinkedHashMap<String, String>();
    errors().forEach((word, count) -> lines.put("errorstat_" + word, "count=" + count));
    return lines;
  }

  /// How many replies were errors.
  public long errorReplies() {
    return errors().values().stream().mapToLong(Long::longValue).sum();
  }

  private SortedMap<String, Long> errors() {
    var errors = new TreeMap<String, Long>();
    gateways
        .get()
        .forEach(
            each -> each.errors().forEach((word, count) -> errors.merge(word, count, Long::sum)));
    return errors;
  }

  /// How often `command` was called and how many of these took at most so many microseconds, by
  /// powers of two, from the first that holds any; empty if it never was.
  public Optional<Histogram> histogram(CommandSpec command) {
    CommandSum sum = sum(commands.numberOf(command));
    long all = LatencyBuckets.total(sum.times());
    if (all == 0) {
      return Optional.empty();
    }
    var counts = new LinkedHashMap<Long, Long>();
    long seen = 0;
    long bound = FIRST_BOUND;
    for (int i = 0; i < BOUNDS && seen < all; i++, bound <<= 1) {
      long within = i == BOUNDS - 1 ? all : LatencyBuckets.below(sum.times(), bound);
      if (within > seen) {
        counts.put(micros(bound), within);
        seen = within;
      }
    }
    return Optional.of(new Histogram(all, counts));
  }

  /// As Redis labels it: the end of the fine step in which the bound lies.
  private static long micros(long bound) {
    return (bound + (bound >> BOUND_FINENESS) - 1) / 1000;
  }

  /// What LATENCY HISTOGRAM tells of a command: microseconds, and how many calls took no longer.
  public record Histogram(long calls, SequencedMap<Long, Long> withinMicros) {}

  /// Those commands that were called or rejected, by name.
  private SortedMap<String, CommandSum> sums() {
    var sums = new TreeMap<String, CommandSum>();
    List<String> names = commands.numbered();
    for (int i = 0; i < names.size(); i++) {
      CommandSum sum = sum(i);
      if (!sum.isEmpty()) {
        sums.put(names.get(i), sum);
      }
    }
    return sums;
  }

  private CommandSum sum(int command) {
    CommandSum sum = new CommandSum();
    gateways.get().forEach(each -> each.addTo(sum, command));
    return sum;
  }
}
