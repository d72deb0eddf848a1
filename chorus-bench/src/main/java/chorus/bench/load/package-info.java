/// A load generator for servers on this machine: one thread, many connections, a closed loop.
///
/// The same loop drives every system, so that what it costs is the same for all of them; only the
/// [chorus.bench.load.Speaker] differs.
///
/// Invariant: a connection has at most one batch of operations under way, and all operations of a
/// batch are sent at the same moment, so that a batch has one start time.
@NullMarked
package chorus.bench.load;

import org.jspecify.annotations.NullMarked;
