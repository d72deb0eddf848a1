/// The real twins of core's ports: clock, randomness, files, and strands on event loops.
///
/// Invariant: a completion or a timer is a task on the strand that asked for it, never a call in
/// the frame of a pool's thread. Invariant: an exception in a task of any strand stops the node.
@NullMarked
package chorus.server.env;

import org.jspecify.annotations.NullMarked;
