package chorus.single;

import chorus.command.CommandFlag;
import chorus.command.CommandSpec;
import chorus.command.stats.LatencyEvents;
import chorus.command.stats.ShardCounts;
import chorus.resp.Bytes;
import java.util.List;

/// How long commands keep the strand of their shard: what they decide, without what they wait for.
///
/// The clock is read once for each command, and not at all while nobody wants to know.
final class StrandTimes {
  private final Shard shard;
  private long since;

  StrandTimes(Shard shard) {
    this.shard = shard;
  }

  /// A batch begins to run.
  void begin() {
    if (isWanted()) {
      since = now();
    }
  }

  /// One of its commands, `words`, was run.
  void ran(List<Bytes> words, Batch.Answer answer) {
    if (!isWanted()) {
      return;
    }
    long end = now();
    long nanos = end - since;
    since = end;
    if (counts().isLong(nanos)) {
      tell(words, answer.origin(), nanos);
    }
  }

  /// A command, `words`, goes on beside the strand; what this gives is to be run once it has ended.
  /// So long reads are told of too, though they keep nobody waiting.
  Runnable beside(List<Bytes> words, Batch.Answer answer) {
    long began = now();
    return () -> {
      long nanos = now() - began;
      if (counts().isLong(nanos)) {
        tell(words, answer.origin(), nanos);
      }
    };
  }

  private void tell(List<Bytes> words, Origin origin, long nanos) {
    boolean fast =
        shard
            .commands()
            .meant(words)
            .map(CommandSpec::flags)
            .filter(flags -> flags.contains(CommandFlag.FAST))
            .isPresent();
    counts()
        .tookLong(
            fast ? LatencyEvents.FAST_COMMAND : LatencyEvents.COMMAND,
            shard.millis(),
            nanos,
            words,
            origin.client(),
            origin.name());
  }

  private boolean isWanted() {
    return counts().isTimed();
  }

  private ShardCounts counts() {
    return shard.counts();
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
