/// Commands that count different elements approximately, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [HyperLogLogCommands].
@NullMarked
package chorus.command.hyperloglog;

import org.jspecify.annotations.NullMarked;
