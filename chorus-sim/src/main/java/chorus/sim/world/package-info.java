/// A world of machines in one thread: virtual time, seeded chance, disks that lose what was not
/// synced, networks that lose, repeat and delay.
///
/// It implements the ports of `chorus.env`, so that the code under test is the code of production.
/// Invariant: everything that happens is a function of the seed; the running trace hash says so.
@NullMarked
package chorus.sim.world;

import org.jspecify.annotations.NullMarked;
