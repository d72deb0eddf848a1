/// A cluster of simulated machines with the node under test on each.
@NullMarked
package chorus.sim.cluster;

import org.jspecify.annotations.NullMarked;
