package chorus.definition;

import chorus.base.DatabaseId;
import chorus.base.Require;
import java.util.Optional;

/// One database: a named and numbered keyspace with its replication model.
///
/// `index` is what SELECT takes. `id` is the control plane's number, which names its files and
/// messages. `mode` and `onDegrade` are what users want; `ack` is in force, and where `next` is
/// there, the leader is bringing that into force (F8). `version` counts what users changed, from 1.
public record DatabaseDefinition(
    DatabaseId id,
    String name,
    int index,
    Model model,
    Engine engine,
    AckMode mode,
    OnDegrade onDegrade,
    AckConfig ack,
    Optional<AckConfig> next,
    FailoverMode failover,
    long version) {
  public DatabaseDefinition {
    Require.that(isName(name), "a database name is 1 to 32 of a-z, 0-9, -", name);
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
      OnDegrade onDegrade,
      FailoverMode failover) {
    return new DatabaseDefinition(
        id, name, index, model, engine, ack.mode(), onDegrade, ack, Optional.empty(), failover, 1);
  }

  /// The next version, as a user wants it.
  public DatabaseDefinition altered(
      FailoverMode otherFailover, AckMode otherMode, OnDegrade otherOnDegrade) {
    return new DatabaseDefinition(
        id,
        name,
        index,
        model,
        engine,
        otherMode,
        otherOnDegrade,
        ack,
        next,
        otherFailover,
        version + 1);
  }

  /// With another configuration to be brought into force.
  public DatabaseDefinition planning(AckConfig other) {
    return with(ack, Optional.of(other));
  }

  /// With `next` in force.
  public DatabaseDefinition completed() {
    return with(latest(), Optional.empty());
  }

  /// The configuration that was planned last.
  public AckConfig latest() {
    return next.orElse(ack);
  }

  /// Whether what is in force is what users want.
  public boolean isAsWanted() {
    return ack.mode() == mode;
  }

  /// Whether nothing is on its way to be in force.
  public boolean isSettled() {
    return isAsWanted() && next.isEmpty();
  }

  /// The mode that users want, where another one is in force still.
  public Optional<AckMode> nextMode() {
    return Optional.of(mode).filter(it -> it != ack.mode());
  }

  /// Whether a database may be called so.
  public static boolean isName(String word) {
    return word.matches("[a-z][a-z0-9-]{0,31}");
  }

  private DatabaseDefinition with(AckConfig inForce, Optional<AckConfig> planned) {
    return new DatabaseDefinition(
        id, name, index, model, engine, mode, onDegrade, inForce, planned, failover, version);
  }
}
