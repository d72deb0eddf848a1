/// Commands on the node and what it offers, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [ServerCommands].
@NullMarked
package chorus.command.server;

import org.jspecify.annotations.NullMarked;
