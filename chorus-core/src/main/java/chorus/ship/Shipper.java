package chorus.ship;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Require;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.env.Env;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Owed;
import chorus.wire.ShardStatus.Feed;
import chorus.wire.ShardStatus.FollowerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Carries one leadership's log to one follower, from the leader's log or from that of a replica
/// that relays it. Lives on that replica's strand, ends with the leadership.
///
/// It *feeds* the follower, or, where another replica does that, only *watches* it: asks ten times
/// a second how far it is, and tells it what only the leader can say.
///
/// A follower that falls behind costs disk reads and never memory: what is not in the log's cache
/// is read when it may be sent, one read at a time.
public final class Shipper {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  /// How long a new leader waits for the first word of a follower that it takes to be there.
  private static final Duration FIRST_WORD = Duration.ofMillis(300);

  private final Env env;
  private final ShardId shard;
  private final Source source;
  private final NodeId target;
  private final ShardLog log;
  private final Snapshots snapshots;
  private final Progress progress;
  private Lsn commit = Lsn.NONE;
  private Lsn settled = Lsn.NONE;
  private Owed owed = Owed.NOTHING;
  private Lsn toldCommit = Lsn.NONE;
  private Lsn toldSettled = Lsn.NONE;
  private Lsn reached = Lsn.NONE;
  private long reachedNanos;
  private boolean watching;
  private boolean reading;
  private boolean stopped;

  public Shipper(Env env, ShardId shard, Source source, NodeId target) {
    this.env = env;
    this.snapshots = source.snapshots();
    this.shard = shard;
    this.source = source;
    this.target = target;
    this.log = source.log();
    Lsn next = source.last().next();
    this.progress = new Progress(next, Limits.IN_FLIGHT_BYTES, now());
    this.reachedNanos = now();
  }

  /// Sends what there is to send: new records, or a commit position that no record carries. What is
  /// settled is told along with it, or a little later.
  public void poke(Lsn newCommit, Lsn newSettled) {
    commit = newCommit;
    settled = newSettled;
    poke();
  }

  private void poke() {
    if (watching) {
      return;
    }
    while (!reading && !stopped && progress.maySend() && hasMore() && !isBeforeLog()) {
      List<LogRecord> records = source.within(log.cached(progress.next(), Limits.APPEND_BYTES));
      if (records.isEmpty()) {
        read();
      } else {
        send(records);
      }
    }
    if (progress.state() == Progress.State.STREAMING && !hasMore() && toldCommit.isBefore(commit)) {
      send(List.of());
    }
  }

  /// Ten times a second: probes, tells an idle follower that the leader lives and what is committed
  /// and settled, though it may have come after both, and notices silence.
  public void tick(Lsn newCommit, Lsn newSettled) {
    commit = newCommit;
    settled = newSettled;
    progress.tick(now(), PATIENCE.toNanos());
    if (watching) {
      progress.probe();
    }
    if (match().isAfter(reached) || !match().isBefore(source.last())) {
      reached = match();
      reachedNanos = now();
    }
    boolean hasNews = toldSettled.isBefore(settled) && !hasMore();
    if (progress.state() == Progress.State.PROBING || progress.isQuiet() || hasNews) {
      send(List.of());
    }
    poke();
    if (!watching && progress.state() == Progress.State.STREAMING && isBeforeLog() && !isSilent()) {
      snapshots.offer(target, source.epoch(), log.base().lsn());
    }
  }

  /// Whether the next record for the follower is not in the log any more.
  private boolean isBeforeLog() {
    return !progress.next().isAfter(log.base().lsn()) && log.cached(progress.next(), 1).isEmpty();
  }

  /// What a reply changed.
  public enum Change {
    /// The follower has more durably than before.
    MORE_DURABLE,
    /// The follower has less than it once said: its data was damaged.
    LOST,
    SAME
  }

  /// Takes what the follower said to an append of this leadership.
  public Change onReply(AppendReply reply) {
    long now = now();
    Lsn before = progress.match();
    switch (reply.verdict()) {
      case ACCEPTED -> {
        Lsn last = source.last();
        progress.accepted(Lsn.min(reply.at().lsn(), last), Lsn.min(reply.durable(), last), now);
        if (!progress.next().isAfter(reply.base().lsn()) && log.has(reply.base())) {
          progress.beginsAfter(reply.base().lsn());
          send(List.of());
        }
      }
      case MISMATCH -> {
        LogPosition shared = log.epochs().sharedWith(reply.at(), source.last());
        progress.mismatch(shared.lsn(), now);
        send(List.of());
      }
      case REJECTED -> Require.that(false, "a rejected append is its leader's concern");
    }
    snapshots.applied(target, reply.applied());
    poke();
    int change = progress.match().compareTo(before);
    return change > 0 ? Change.MORE_DURABLE : change < 0 ? Change.LOST : Change.SAME;
  }

  /// From now on the follower gets its records from here.
  public void feed() {
    if (watching) {
      watching = false;
      progress.probe();
    }
  }

  /// From now on the follower gets its records from another replica.
  public void watch() {
    watching = true;
  }

  /// The follower began a new life: what it had durably before does not count.
  public void forgetMatch() {
    progress.forgetMatch();
  }

  /// The follower lost records in this life: it is whole again once it has what is in the log now.
  public void owes(long incarnation) {
    if (owed.incarnation() != incarnation) {
      owed = new Owed(incarnation, source.last());
    }
  }

  /// What the follower has durably.
  public Lsn match() {
    return progress.match();
  }

  public NodeId target() {
    return target;
  }

  public FollowerStatus status() {
    Optional<Long> copied = snapshots.copiedBytes(target);
    Feed feed =
        isSilent()
            ? Feed.UNREACHABLE
            : copied.isPresent()
                ? Feed.SNAPSHOT
                : switch (progress.state()) {
                  case PROBING -> Feed.PROBING;
                  case STREAMING -> Feed.STREAMING;
                };
    Lsn last = source.last();
    return new FollowerStatus(
        target, feed, match(), log.bytesBetween(match(), last), copied.orElse(0L));
  }

  /// Whether the follower could confirm a record soon: it answers, gets on, and is not far behind.
  public boolean isAble() {
    return progress.wasHeard()
        && !isSilent()
        && now() - reachedNanos <= SILENCE.toNanos()
        && source.last().number() - match().number() <= Limits.FAR_BEHIND_RECORDS;
  }

  /// Whether the follower has been heard of late.
  public boolean answers() {
    return progress.wasHeard() && !isSilent();
  }

  /// Whether the follower answers and lacks records, and yet gets no further.
  public boolean isStuck() {
    return answers()
        && match().isBefore(source.last())
        && now() - reachedNanos > PATIENCE.toNanos();
  }

  /// Whether it is too early to say that the follower does not answer.
  public boolean isAwaited() {
    return !progress.wasHeard() && !isSilent();
  }

  public void stop() {
    stopped = true;
  }

  private boolean isSilent() {
    Duration patience = progress.wasHeard() ? SILENCE : FIRST_WORD;
    return progress.isSilentSince(now(), patience.toNanos());
  }

  private long now() {
    return env.clock().monotonicNanos();
  }

  private boolean hasMore() {
    return !progress.next().isAfter(source.last());
  }

  private void read() {
    reading = true;
    Lsn from = progress.next();
    log.read(
        from,
        Limits.APPEND_BYTES,
        result -> {
          reading = false;
          if (stopped) {
            return;
          }
          if (result instanceof Result.Ok<List<LogRecord>>(var records)
              && !records.isEmpty()
              && !watching
              && progress.maySend()
              && progress.next().equals(from)) {
            send(source.within(records));
            poke();
          }
        });
  }

  private void send(List<LogRecord> records) {
    Lsn previous = new Lsn(progress.next().number() - 1);
    Epoch before = log.epochOf(previous).orElse(Epoch.NONE);
    env.network()
        .send(
            target,
            new Append(
                shard,
                source.epoch(),
                source.leader(),
                new LogPosition(before, previous),
                commit,
                settled,
                owed,
                records));
    toldCommit = commit;
    toldSettled = settled;
    if (!records.isEmpty()) {
      long bytes = 0;
      for (LogRecord each : records) {
        bytes += each.payload().length();
      }
      progress.sent(records.getLast().lsn(), bytes);
    }
  }
}
