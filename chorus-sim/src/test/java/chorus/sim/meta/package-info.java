/// The contract of the control log, held against Ratis and against its model.
@NullMarked
package chorus.sim.meta;

import org.jspecify.annotations.NullMarked;
