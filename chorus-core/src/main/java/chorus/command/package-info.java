/// Commands as pure functions: (view, args, moment) to outcome. One small file per command, one row
/// in the table.
///
/// Floor 4. Invariant: a command's outcome depends on its view, arguments and moment, and on
/// nothing else.
@NullMarked
package chorus.command;

import org.jspecify.annotations.NullMarked;
