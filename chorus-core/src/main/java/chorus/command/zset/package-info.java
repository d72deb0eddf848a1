/// Commands on sorted sets, and their rows of the command table.
///
/// Floor 4. Invariant: scores are numbers; what lies where in the order is asked of
/// [chorus.command.OrderedMembers] alone, and written by [chorus.command.CollectionEdit].
@NullMarked
package chorus.command.zset;

import org.jspecify.annotations.NullMarked;
