/// Laws of the simulated world.
@NullMarked
package chorus.sim.world;

import org.jspecify.annotations.NullMarked;
