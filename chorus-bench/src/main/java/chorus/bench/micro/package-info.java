/// The hot path in pieces: what each step of a write costs, in nanoseconds. Run with
/// `chorus-bench/run micro`.
@NullMarked
package chorus.bench.micro;

import org.jspecify.annotations.NullMarked;
