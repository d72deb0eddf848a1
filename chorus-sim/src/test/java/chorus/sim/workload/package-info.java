@NullMarked
package chorus.sim.workload;

import org.jspecify.annotations.NullMarked;
