/// What a node tells and is told by CONFIG: Redis' names, what each may be, and what it is.
///
/// Floor 4. Invariant: a value that is kept is one that Redis 7.0 would keep, in Redis' spelling.
@NullMarked
package chorus.command.settings;

import org.jspecify.annotations.NullMarked;
