/// One client's conversation: its connection state, and the two interfaces between a front end and
/// the node.
///
/// Floor 4. Invariant: replies of one connection leave in the order of its commands.
@NullMarked
package chorus.session;

import org.jspecify.annotations.NullMarked;
