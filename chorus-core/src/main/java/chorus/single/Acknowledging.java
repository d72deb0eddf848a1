package chorus.single;

import chorus.ack.AckTracker;
import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.definition.AckConfig;
import chorus.definition.AckLevel;
import chorus.definition.AckMode;
import chorus.definition.AckRule;
import chorus.definition.DatabaseDefinition;
import chorus.definition.OnDegrade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// By which rule one leadership acknowledges, and how that changes while it is used (F8).
///
/// ```
///   wanted (agreed) ──able?──► planned (agreed) ──► joint: records need both rules
///                                                     │ every record satisfies the new one
///                                                     ▼
///     records need the new rule alone ◄── known here ── in force (agreed)
/// ```
///
/// An election uses what is agreed to be in force. So every record satisfies that rule at any time:
/// before the agreement, since both are needed; after it, since nothing less than the new one ever
/// counted.
///
/// In semi-sync this also finds another synchronous follower when the one that there is fails.
final class Acknowledging {
  private static final Duration ASK_AGAIN = Duration.ofMillis(300);

  /// A configuration that counts beside the one in force, from the records after `from` on.
  private record Joint(AckConfig config, Lsn from) {}

  private final Shard shard;
  private final Epoch epoch;
  private final AckTracker acks;
  private final Followers followers;
  private final ReplicaObserver control;
  private final Supplier<Lsn> end;
  private DatabaseDefinition definition;
  private Optional<Joint> joint = Optional.empty();
  private Optional<String> lack = Optional.empty();
  private boolean unsure;
  private final Asked planning = new Asked();
  private final Asked completing = new Asked();

  /// `control` takes what is asked of the control plane, whose answer is a new definition, or none.
  /// `end` gives the position of the last record that was decided.
  Acknowledging(
      Shard shard,
      Epoch epoch,
      DatabaseDefinition definition,
      AckTracker acks,
      Followers followers,
      ReplicaObserver control,
      Supplier<Lsn> end) {
    this.shard = shard;
    this.epoch = epoch;
    this.definition = definition;
    this.acks = acks;
    this.followers = followers;
    this.control = control;
    this.end = end;
  }

  /// Why no record can be acknowledged at present as a connection asks; empty if records can be, or
  /// it is too early to say.
  Optional<String> lack(AckLevel level) {
    return lack.or(() ->
        rule(level)
            .filter(_ -> !followers.areAwaited())
            .flatMap(it -> missing(it, level.word(), followers.able())));
  }

  /// Which copies a connection asks for beyond the database's mode.
  Optional<AckRule> rule(AckLevel level) {
    return level.rule(definition.ack());
  }

  /// How far records are settled: an ordinary election does not leave them behind. What is
  /// committed is, but for [AckConfig#isLossy], where it has to be on a majority besides.
  Lsn settled() {
    AckConfig inForce = definition.ack();
    return inForce.isLossy()
        ? Lsn.min(acks.committed(), acks.reached(inForce.majorityRule()))
        : acks.committed();
  }

  /// What is agreed to be in force.
  AckConfig inForce() {
    return definition.ack();
  }

  /// The last epoch in which an election may have left acknowledged records behind.
  Epoch lossyTo() {
    return definition.lossyTo();
  }

  /// Whether this node's own copy counts before it is fsynced.
  boolean isWriteBehind() {
    return definition.isWriteBehind();
  }

  /// Whether it is too early to say whether records can be acknowledged.
  boolean isUnsure() {
    return unsure;
  }

  /// Whether the next word of a follower may decide something: another configuration is to come
  /// into force, or it is too early to say whether records can be acknowledged.
  boolean isOpen() {
    return unsure || !definition.isSettled();
  }

  /// What becomes of new writes while something lacks.
  OnDegrade onDegrade() {
    return definition.onDegrade();
  }

  /// The agreed facts. True if more is committed now.
  boolean define(DatabaseDefinition agreed) {
    AckConfig before = definition.ack();
    definition = agreed;
    joint = joint.filter(it -> agreed.next().filter(it.config::equals).isPresent());
    if (!agreed.ack().equals(before)) {
      shard.emit(new ShardEvent.AckInForce(shard.self(), shard.id(), epoch, agreed.ack()));
    }
    boolean moved = obey();
    return look() || moved;
  }

  /// Takes the next step if it can be taken; called whenever something moved, and regularly. True
  /// if more is committed now.
  boolean look() {
    Set<NodeId> able = followers.able();
    boolean joins = joint.isEmpty() && definition.next().filter(it -> isNear(it, able)).isPresent();
    if (joins) {
      AckConfig next = definition.latest();
      joint = Optional.of(new Joint(next, end.get()));
      shard.emit(new ShardEvent.AckJoint(shard.self(), shard.id(), epoch, next));
    }
    boolean moved = joins && obey();
    joint
        .filter(it -> acks.isMet(plainRule(it.config), it.from) || skipsWaiting(it.config))
        .map(it -> it.config.version())
        .ifPresent(version -> completing.ask(version, () -> control.completeAck(epoch, version)));
    if (!followers.areAwaited()) {
      plan(able);
    }
    judge(able);
    return moved;
  }

  private boolean skipsWaiting(AckConfig next) {
    return shard.has(PlantedBug.MODE_CHANGES_AT_ONCE)
        || (shard.has(PlantedBug.REPLICAS_CHANGE_AT_ONCE)
            && !next.replicas().equals(definition.ack().replicas()));
  }

  private boolean obey() {
    AckRule inForce = rule(definition.ack());
    return acks.obey(
        joint
            .filter(it -> !skipsWaiting(it.config))
            .map(it -> List.of(inForce, rule(it.config)))
            .orElse(List.of(inForce)));
  }

  static AckRule rule(Shard shard, AckConfig config) {
    AckRule rule = config.rule(shard.self());
    return shard.has(PlantedBug.ACK_BELOW_QUORUM) && rule.copies() > 1
        ? new AckRule(rule.counted(), rule.copies() - 1, rule.copies() - 1)
        : rule;
  }

  private AckRule plainRule(AckConfig config) {
    return config.rule(shard.self());
  }

  private AckRule rule(AckConfig config) {
    AckRule rule = rule(shard, config);
    return shard.has(PlantedBug.LEARNER_COUNTS)
        ? new AckRule(definition.holders(), rule.copies(), rule.opening())
        : rule;
  }

  /// Whether a planned configuration can come into force soon. Who leads never gives its own copy
  /// up: it would have to end its leadership first.
  private boolean isNear(AckConfig next, Set<NodeId> able) {
    return isMet(next, able) && next.replicas().contains(shard.self());
  }

  /// Asks for another configuration: the one that users want, another pair, other replicas, or, if
  /// those whom the planned one needs are gone before it is in force, for what is in force to stay.
  private void plan(Set<NodeId> able) {
    boolean isOnItsWay = definition.next().filter(it -> isNear(it, able)).isPresent();
    if (isOnItsWay) {
      return;
    }
    long version = definition.latest().version() + 1;
    wanted(version, able)
        .or(() -> otherPair(version, able))
        .or(() -> loud(version, able))
        .or(() -> new Placing(shard.self(), definition, followers).next(version, able))
        .or(() ->
            definition.next().filter(it -> !isInForce(it)).map(_ -> definition.ack().as(version)))
        .ifPresent(next -> {
          long base = definition.ack().version();
          planning.ask(version, () -> control.planAck(epoch, base, next));
        });
  }

  /// Whether a planned configuration is the one in force once more: nothing is gained by planning
  /// that again.
  private boolean isInForce(AckConfig planned) {
    return planned.equals(definition.ack().as(planned.version()));
  }

  /// What users want, if another mode is in force and the replicas that it needs are able.
  private Optional<AckConfig> wanted(long version, Set<NodeId> able) {
    if (definition.isAsWanted()) {
      return Optional.empty();
    }
    AckMode mode = definition.mode();
    return mode == AckMode.SEMI_SYNC
        ? pair(version, able)
        : Optional.of(definition.ack().as(version, mode)).filter(it -> isMet(it, able));
  }

  /// In semi-sync this node and one able follower are synchronous.
  private Optional<AckConfig> otherPair(long version, Set<NodeId> able) {
    return isPairBroken(able) ? pair(version, able) : Optional.empty();
  }

  private Optional<AckConfig> pair(long version, Set<NodeId> able) {
    return followers
        .best(able)
        .map(follower -> definition.ack().paired(version, shard.self(), follower));
  }

  /// What is in force cannot be met, and the database is to go on.
  private Optional<AckConfig> loud(long version, Set<NodeId> able) {
    boolean goesOn =
        definition.onDegrade() == OnDegrade.ASYNC_LOUD && !isMet(definition.ack(), able);
    return goesOn ? Optional.of(definition.ack().as(version, AckMode.ASYNC)) : Optional.empty();
  }

  private boolean isPairBroken(Set<NodeId> able) {
    AckConfig inForce = definition.ack();
    return inForce.mode() == AckMode.SEMI_SYNC
        && !(inForce.synchronous().contains(shard.self()) && isMet(inForce, able));
  }

  private boolean isMet(AckConfig config, Set<NodeId> able) {
    return plainRule(config).isMetBy(able);
  }

  private void judge(Set<NodeId> able) {
    boolean isPairChanging = isPairBroken(able) && followers.best(able).isPresent();
    Optional<String> now =
        followers.areAwaited() || isPairChanging
            ? Optional.empty()
            : missing(definition.ack(), able)
                .or(() -> joint.flatMap(it -> missing(it.config, able)));
    if (now.isPresent() != lack.isPresent()) {
      shard.emit(
          now.isPresent()
              ? new ShardEvent.Degraded(shard.self(), shard.id(), epoch, now.get())
              : new ShardEvent.Restored(shard.self(), shard.id(), epoch));
    }
    lack = now;
    unsure = followers.areAwaited() && missing(definition.ack(), able).isPresent();
  }

  private Optional<String> missing(AckConfig config, Set<NodeId> able) {
    return missing(plainRule(config), config.mode().word(), able);
  }

  private static Optional<String> missing(AckRule rule, String mode, Set<NodeId> able) {
    if (rule.isMetBy(able)) {
      return Optional.empty();
    }
    List<NodeId> unable = rule.counted().stream().filter(each -> !able.contains(each)).toList();
    String names = String.join(", ", unable.stream().map(NodeId::name).toList());
    return Optional.of(
        "%s %s not confirm, %s needs %d of %d replicas"
            .formatted(
                names,
                unable.size() == 1 ? "does" : "do",
                mode,
                rule.copies(),
                rule.counted().size()));
  }

  /// One kind of question, asked once in a while for each version: what is agreed comes back as a
  /// definition.
  private final class Asked {
    private long version;
    private long nanos;

    void ask(long about, Runnable question) {
      long now = shard.env().clock().monotonicNanos();
      if (about != version || now - nanos > ASK_AGAIN.toNanos()) {
        version = about;
        nanos = now;
        question.run();
      }
    }
  }
}
