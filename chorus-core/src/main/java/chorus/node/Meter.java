package chorus.node;

import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.stats.CommandCounts;
import chorus.command.stats.LatencyEvents;
import chorus.command.stats.NodeStats;
import chorus.env.Clock;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.single.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Counts what the commands of one session come to, for INFO. On the gateway's strand.
///
/// The clock is read when a batch begins and when its replies are there: each of its commands has
/// an equal share of the time. That of a command that may wait for keys counts for nothing, since
/// it says how long nothing happened.
final class Meter {
  private final CommandTable commands;
  private final NodeStats stats;
  private final CommandCounts counts;
  private final Clock clock;
  private int[] underWay = new int[16];
  private int size;
  private long began;
  private boolean blocks;

  Meter(CommandTable commands, NodeStats stats, CommandCounts counts, Clock clock) {
    this.commands = commands;
    this.stats = stats;
    this.counts = counts;
    this.clock = clock;
  }

  /// One more command is about to be run, with those that were before it and have no reply yet.
  void begin(CommandSpec spec) {
    if (size == 0) {
      began = clock.monotonicNanos();
    }
    if (size == underWay.length) {
      underWay = Arrays.copyOf(underWay, 2 * size);
    }
    underWay[size++] = commands.numberOf(spec);
    blocks |= spec.isBlocking();
  }

  /// All of these have their replies, one each.
  void ended(List<Reply> replies) {
    if (size == 0) {
      return;
    }
    long nanos = clock.monotonicNanos() - began;
    for (int i = 0; i < size; i++) {
      counts.ran(underWay[i]);
      if (!blocks) {
        counts.took(underWay[i], nanos / size);
      }
      if (i < replies.size() && replies.get(i) instanceof Reply.Error error) {
        counts.failed(underWay[i]);
        counts.error(error.prefix());
      }
    }
    if (!blocks && stats.latency().isLong(nanos)) {
      stats.latency().note(LatencyEvents.REPLY, clock.wallMillis(), nanos);
    }
    forget();
  }

  /// The one command that was run, `words`, has its reply, and took its time on this strand.
  void answered(List<Bytes> words, Reply reply, Origin who) {
    long nanos = clock.monotonicNanos() - began;
    if (stats.slow().isSlow(nanos)) {
      stats.slow().add(clock.wallMillis(), nanos, words, who.client(), who.name());
    }
    ended(List.of(reply));
  }

  /// What a transaction ran, which `reply` answers.
  void inside(List<CommandSpec> specs, Reply reply) {
    if (!(reply instanceof Reply.Array(List<Reply> replies))) {
      return;
    }
    long share = (clock.monotonicNanos() - began) / Math.max(1, specs.size());
    for (int i = 0; i < Math.min(specs.size(), replies.size()); i++) {
      int number = commands.numberOf(specs.get(i));
      counts.ran(number);
      counts.took(number, share);
      if (replies.get(i) instanceof Reply.Error error) {
        counts.failed(number);
        counts.error(error.prefix());
      }
    }
  }

  /// A command was refused before it was run, or queued.
  Reply refused(List<Bytes> words, Reply reply) {
    if (reply instanceof Reply.Error error) {
      counts.error(error.prefix());
      Optional<CommandSpec> spec = commands.meant(words);
      spec.ifPresent(each -> counts.rejected(commands.numberOf(each)));
    }
    return reply;
  }

  /// What was begun was not run, and may begin again.
  void forget() {
    blocks = false;
    size = 0;
  }
}
