/// Commands on lists, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [ListCommands]; two that differ
/// in the end of the list alone share a class.
@NullMarked
package chorus.command.list;

import org.jspecify.annotations.NullMarked;
