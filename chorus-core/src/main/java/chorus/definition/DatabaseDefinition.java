package chorus.definition;

import chorus.base.DatabaseId;
import chorus.base.Require;

/// One database: a named and numbered keyspace with its replication model.
///
/// `index` is what SELECT takes. `id` is the control plane's number, which names its files and
/// messages. `version` counts the changes of the definition, from 1.
public record DatabaseDefinition(
    DatabaseId id,
    String name,
    int index,
    Model model,
    Engine engine,
    AckConfig ack,
    FailoverMode failover,
    long version) {
  public DatabaseDefinition {
    Require.that(isName(name), "a database name is 1 to 32 of a-z, 0-9, -", name);
    Require.that(index >= 0, "a database index is not negative");
  }

  /// The next version, with another rule of failover.
  public DatabaseDefinition with(FailoverMode other) {
    return new DatabaseDefinition(id, name, index, model, engine, ack, other, version + 1);
  }

  /// Whether a database may be called so.
  public static boolean isName(String word) {
    return word.matches("[a-z][a-z0-9-]{0,31}");
  }
}
