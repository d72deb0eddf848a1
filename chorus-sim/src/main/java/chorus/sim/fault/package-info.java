/// What goes wrong, when, and within which bounds.
///
/// Invariant (the fault atlas): never more damage at a time than the promise tolerates. Any number
/// of nodes may lose power at once; the stored data of one node at most is rotten until that node
/// is whole again. Where no node restarts, the logs of all may rot, each elsewhere. Rows may rot
/// anywhere: the log has them.
@NullMarked
package chorus.sim.fault;

import org.jspecify.annotations.NullMarked;
