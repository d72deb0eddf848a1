/// A cluster of real processes on one machine, to kill and pause: one detached process per node.
///
/// Everything that is known of a playground lies in its directory, so that each command may come
/// from another shell. Invariant: a signal goes only to a process that was seen, at that moment, to
/// run this node of this directory.
@NullMarked
package chorus.cli.playground;

import org.jspecify.annotations.NullMarked;
