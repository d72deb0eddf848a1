/// Benchmarks: operations in isolation, and runs side by side with other systems.
///
/// Nothing here is shipped, and nothing here is a test: a slow machine fails no build.
@NullMarked
package chorus.bench;

import org.jspecify.annotations.NullMarked;
