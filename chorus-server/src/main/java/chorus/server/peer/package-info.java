/// Messages between nodes over TCP: one connection per direction and pair, opened by the sender.
///
/// Invariant: a message is delivered whole and unchanged, from the node that it names, of this
/// cluster; or not at all. Invariant: what waits for one peer is bounded in bytes; above that it is
/// dropped and counted.
@NullMarked
package chorus.server.peer;

import org.jspecify.annotations.NullMarked;
