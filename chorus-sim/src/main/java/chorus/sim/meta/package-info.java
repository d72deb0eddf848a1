/// A model of the control plane's log: linearizable, with the faults that a real one shows.
///
/// It stands in for consensus, which is not what the simulator examines: what is examined is how
/// the cluster lives with a log that is slow, has no leader for a while, forgets to answer or says
/// a thing twice.
@NullMarked
package chorus.sim.meta;

import org.jspecify.annotations.NullMarked;
