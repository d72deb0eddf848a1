/// Hand-written doubles of the ports, for unit tests: one queue, a virtual clock, a disk that
/// crashes.
///
/// The simulator has richer ones of its own. Invariant: nothing runs until the test says so.
@NullMarked
package chorus.testing;

import org.jspecify.annotations.NullMarked;
