/// Commands on hashes, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [HashCommands].
@NullMarked
package chorus.command.hash;

import org.jspecify.annotations.NullMarked;
