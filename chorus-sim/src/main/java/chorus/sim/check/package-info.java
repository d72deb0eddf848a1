/// One checker for each promise, and each checker small.
///
/// They know nothing of how the cluster works, only what it said and when. Each has known-bad
/// histories of its own in the tests, since a checker that never fails proves nothing.
@NullMarked
package chorus.sim.check;

import org.jspecify.annotations.NullMarked;
