package chorus.definition;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.Require;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One database: a named and numbered keyspace with its replication model.
///
/// `index` is what SELECT takes. `id` is the control plane's number, which names its files and
/// messages. `policy` is what users want; the mode of `ack` is in force, and where `next` is there,
/// the leader is bringing that into force (F8). `version` counts what users changed, and losses of
/// data, from 1.
///
/// `lossyTo` is the last epoch in which a record may have been acknowledged by its leader alone
/// ([AckConfig#isLossy]); [Epoch#NONE] if there was none. Only records of such epochs can be
/// acknowledged and yet be left behind by an election.
///
/// `onFollower` is what a node does with commands where another one leads.
///
/// `placement` says which nodes users want to hold it. Those that are not replicas yet are
/// *learners*: they get the log, and neither count nor vote nor hold anything up.
///
/// `dropped` is there once somebody dropped it: nobody leads it, and it is gone for good some time
/// later.
public record DatabaseDefinition(
    DatabaseId id,
    String name,
    int index,
    Model model,
    Engine engine,
    AckPolicy policy,
    AckConfig ack,
    Optional<AckConfig> next,
    FailoverMode failover,
    OnFollower onFollower,
    long version,
    Epoch lossyTo,
    Placement placement,
    Optional<Dropped> dropped) {
  public DatabaseDefinition {
    Require.that(isName(name), "a database name is 1 to 32 of a-z, 0-9, -", name);
    Require.that(policy.isSound(), "mode and fsync go together", policy);
    Require.that(index >= 0, "a database index is not negative");
  }

  /// A database as it is made: its first version.
  public static DatabaseDefinition first(
      DatabaseId id,
      String name,
      int index,
      Model model,
      Engine engine,
      AckConfig ack,
      AckPolicy policy,
      FailoverMode failover,
      OnFollower onFollower) {
    return new DatabaseDefinition(
        id,
        name,
        index,
        model,
        engine,
        policy,
        ack,
        Optional.empty(),
        failover,
        onFollower,
        1,
        Epoch.NONE,
        Placement.of(ack.replicas()),
        Optional.empty());
  }

  /// The next version, as a user wants it.
  public DatabaseDefinition altered(
      FailoverMode otherFailover, OnFollower otherOnFollower, AckPolicy otherPolicy) {
    return at(version + 1, otherFailover, otherOnFollower, otherPolicy, dropped);
  }

  /// The next version, dropped until somebody takes that back or the time is over.
  public DatabaseDefinition dropped(Dropped mark) {
    return at(version + 1, failover, onFollower, policy, Optional.of(mark));
  }

  /// The next version, as if it had never been dropped.
  public DatabaseDefinition undropped() {
    return at(version + 1, failover, onFollower, policy, Optional.empty());
  }

  public boolean isDropped() {
    return dropped.isPresent();
  }

  /// The next version, on the nodes that a user wants. Replicas join and leave later, one by one.
  public DatabaseDefinition placedOn(List<NodeId> nodes) {
    long later = version + 1;
    return with(ack, next, lossyTo, later, placement.wanting(nodes, later));
  }

  /// The next version: `node` lost what it held, and holds it anew.
  public DatabaseDefinition anewOn(NodeId node) {
    long later = version + 1;
    return with(ack, next, lossyTo, later, placement.anewOn(node, later));
  }

  /// With another configuration to be brought into force by the leader of `epoch`.
  public DatabaseDefinition planning(AckConfig other, Epoch epoch) {
    return with(ack, Optional.of(other), lossyTo, version, placement).ledIn(epoch);
  }

  /// With `next` in force.
  public DatabaseDefinition completed() {
    return with(latest(), Optional.empty(), lossyTo, version, placement);
  }

  /// Somebody leads it in `epoch`.
  public DatabaseDefinition ledIn(Epoch epoch) {
    return ack.isLossy() || latest().isLossy() ? with(ack, next, epoch, version, placement) : this;
  }

  /// The mode that users want.
  public AckMode mode() {
    return policy.mode();
  }

  public OnDegrade onDegrade() {
    return policy.onDegrade();
  }

  public Fsync fsync() {
    return policy.fsync();
  }

  /// Whether a leader's own copy counts before it is fsynced: users want that, and nothing is in
  /// force or on its way that relies on it.
  public boolean isWriteBehind() {
    return fsync() == Fsync.EVERYSEC && ack.isLossy() && latest().isLossy();
  }

  /// The configuration that was planned last.
  public AckConfig latest() {
    return next.orElse(ack);
  }

  /// Whether what is in force is what users want.
  public boolean isAsWanted() {
    return ack.mode() == mode();
  }

  /// Whether it goes on in async for as long as too few replicas answer for what users want.
  public boolean isLoud() {
    return ack.isLossy() && !isAsWanted() && onDegrade() == OnDegrade.ASYNC_LOUD;
  }

  /// Whether nothing is on its way to be in force.
  public boolean isSettled() {
    return isAsWanted() && next.isEmpty();
  }

  /// The mode that users want, where another one is in force still.
  public Optional<AckMode> nextMode() {
    return Optional.of(mode()).filter(it -> it != ack.mode());
  }

  /// Whether a database may be called so.
  public static boolean isName(String word) {
    return word.matches("[a-z][a-z0-9-]{0,31}");
  }

  /// Every node that holds the log: the replicas in force and planned, and the learners.
  public List<NodeId> holders() {
    return holders(ack, next, placement);
  }

  private static List<NodeId> holders(
      AckConfig inForce, Optional<AckConfig> planned, Placement wish) {
    return Stream.of(
            inForce.replicas(), planned.map(AckConfig::replicas).orElse(List.of()), wish.wanted())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /// Those that hold the log and do not count, by what is in force.
  public List<NodeId> learners() {
    return holders().stream().filter(each -> !ack.replicas().contains(each)).toList();
  }

  /// Whether `node` may be given the leadership: it holds a replica, and is not about to lose it.
  public boolean mayLead(NodeId node) {
    return ack.replicas().contains(node) && latest().replicas().contains(node);
  }

  /// Wanted nodes that hold no replica yet.
  public List<NodeId> joining() {
    return placement.wanted().stream().filter(each -> !ack.replicas().contains(each)).toList();
  }

  /// Replicas on nodes that are not wanted any more.
  public List<NodeId> leaving() {
    return ack.replicas().stream().filter(each -> !placement.wanted().contains(each)).toList();
  }

  /// Whether it is where users want it.
  public boolean isPlaced() {
    return joining().isEmpty() && leaving().isEmpty();
  }

  private DatabaseDefinition with(
      AckConfig inForce, Optional<AckConfig> planned, Epoch lossy, long changes, Placement wish) {
    return new DatabaseDefinition(
        id,
        name,
        index,
        model,
        engine,
        policy,
        inForce,
        planned,
        failover,
        onFollower,
        changes,
        lossy,
        wish.heldBy(holders(inForce, planned, wish)),
        dropped);
  }

  private DatabaseDefinition at(
      long otherVersion,
      FailoverMode otherFailover,
      OnFollower otherOnFollower,
      AckPolicy otherPolicy,
      Optional<Dropped> otherDropped) {
    return new DatabaseDefinition(
        id,
        name,
        index,
        model,
        engine,
        otherPolicy,
        ack,
        next,
        otherFailover,
        otherOnFollower,
        otherVersion,
        lossyTo,
        placement,
        otherDropped);
  }
}
