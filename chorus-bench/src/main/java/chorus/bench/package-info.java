/// Benchmarks: operations in isolation, and runs side by side with other systems.
@NullMarked
package chorus.bench;

import org.jspecify.annotations.NullMarked;
