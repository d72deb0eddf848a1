package chorus.definition;

import chorus.base.DatabaseId;
import chorus.base.Require;

/// One database: a named and numbered keyspace with its replication model.
///
/// `index` is what SELECT takes. `id` is the control plane's number, which names its files and
/// messages.
public record DatabaseDefinition(
    DatabaseId id, String name, int index, Model model, Engine engine, AckConfig ack) {
  public DatabaseDefinition {
    Require.that(
        name.matches("[a-z][a-z0-9-]{0,31}"), "a database name is 1 to 32 of a-z, 0-9, -", name);
    Require.that(index >= 0, "a database index is not negative");
  }
}
