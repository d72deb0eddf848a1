/// Commands on the connection, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [ConnectionCommands].
@NullMarked
package chorus.command.connection;

import org.jspecify.annotations.NullMarked;
