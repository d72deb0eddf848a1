/// Commands on strings, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [StringCommands].
@NullMarked
package chorus.command.string;

import org.jspecify.annotations.NullMarked;
