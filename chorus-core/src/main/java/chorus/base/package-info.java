/// Names of things: nodes, epochs, log positions, results, faults, limits.
///
/// Floor 0. Imports nothing of Chorus but the reply model's byte string. Invariant: every type here
/// is an immutable value.
@NullMarked
package chorus.base;

import org.jspecify.annotations.NullMarked;
