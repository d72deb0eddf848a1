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
    Require.that(isName(name), "a database name is 1 to 32 of a-z, 0-9, -", name);
    Require.that(index >= 0, "a database index is not negative");
  }

  /// Whether a database may be called so.
  public static boolean isName(String word) {
    return word.matches("[a-z][a-z0-9-]{0,31}");
  }
}
