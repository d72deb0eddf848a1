/// Tests of `chorus.sim.timeouts`.
@NullMarked
package chorus.sim.timeouts;

import org.jspecify.annotations.NullMarked;
