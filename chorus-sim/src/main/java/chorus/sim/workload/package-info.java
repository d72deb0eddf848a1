/// Clients: what they ask, and what they remember of the answers.
@NullMarked
package chorus.sim.workload;

import org.jspecify.annotations.NullMarked;
