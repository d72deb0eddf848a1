package chorus.definition;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Require;
import java.util.Optional;

/// One database: a named and numbered keyspace with its replication model.
///
/// `index` is what SELECT takes. `id` is the control plane's number, which names its files and
/// messages. `policy` is what users want; the mode of `ack` is in force, and where `next` is there,
/// the leader is bringing that into force (F8). `version` counts what users changed, from 1.
///
/// `lossyTo` is the last epoch in which a record may have been acknowledged by its leader alone
/// ([AckConfig#isLossy]); [Epoch#NONE] if there was none. Only records of such epochs can be
/// acknowledged and yet be left behind by an election.
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
    long version,
    Epoch lossyTo) {
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
      FailoverMode failover) {
    return new DatabaseDefinition(
        id, name, index, model, engine, policy, ack, Optional.empty(), failover, 1, Epoch.NONE);
  }

  /// The next version, as a user wants it.
  public DatabaseDefinition altered(FailoverMode otherFailover, AckPolicy otherPolicy) {
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
        version + 1,
        lossyTo);
  }

  /// With another configuration to be brought into force by the leader of `epoch`.
  public DatabaseDefinition planning(AckConfig other, Epoch epoch) {
    return with(ack, Optional.of(other), lossyTo).ledIn(epoch);
  }

  /// With `next` in force.
  public DatabaseDefinition completed() {
    return with(latest(), Optional.empty(), lossyTo);
  }

  /// Somebody leads it in `epoch`.
  public DatabaseDefinition ledIn(Epoch epoch) {
    return ack.isLossy() || latest().isLossy() ? with(ack, next, epoch) : this;
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

  private DatabaseDefinition with(AckConfig inForce, Optional<AckConfig> planned, Epoch lossy) {
    return new DatabaseDefinition(
        id, name, index, model, engine, policy, inForce, planned, failover, version, lossy);
  }
}
