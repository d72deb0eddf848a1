/// Measures, in virtual time, what a detection timeout costs: how soon a dead leader is replaced,
/// and how often one that lives is. On the simulator's floor, above its cluster and its world.
///
/// Invariant: a measurement is a function of its options alone.
@NullMarked
package chorus.sim.timeouts;

import org.jspecify.annotations.NullMarked;
