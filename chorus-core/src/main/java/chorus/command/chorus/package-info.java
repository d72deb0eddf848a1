/// Commands on Chorus itself, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [ChorusCommands].
@NullMarked
package chorus.command.chorus;

import org.jspecify.annotations.NullMarked;
