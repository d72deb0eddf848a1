/// The simulator: whole clusters in one thread, virtual time, faults, and a checker for each
/// promise.
@NullMarked
package chorus.sim;

import org.jspecify.annotations.NullMarked;
