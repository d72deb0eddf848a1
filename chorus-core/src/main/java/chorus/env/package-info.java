/// The ports: everything that the deterministic core may know of the world outside.
///
/// Floor 0. One code path for production and for simulation: each interface here has a real and a
/// simulated twin. Invariant: a completion or a timer never runs in its caller's frame; it is a
/// task of its own on the strand that asked.
@NullMarked
package chorus.env;

import org.jspecify.annotations.NullMarked;
