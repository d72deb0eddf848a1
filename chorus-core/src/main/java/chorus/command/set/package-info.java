/// Commands on sets, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [SetCommands].
@NullMarked
package chorus.command.set;

import org.jspecify.annotations.NullMarked;
