/// Commands on keys of every type, and the keyspace, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [KeyCommands].
@NullMarked
package chorus.command.key;

import org.jspecify.annotations.NullMarked;
