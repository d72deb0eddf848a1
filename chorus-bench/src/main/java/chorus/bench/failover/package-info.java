/// What clients see when a leader is killed: how long nobody can write, which errors they get, and
/// whether anything that was acknowledged is gone.
///
/// The same clients write to every system; only the [chorus.bench.load.Speaker] and the way to find
/// where to write differ.
///
/// Invariant: every write has a key of its own, so that a key that is there proves its write.
@NullMarked
package chorus.bench.failover;

import org.jspecify.annotations.NullMarked;
