/// What one node counts and remembers of the commands that it was asked: for INFO, SLOWLOG and
/// LATENCY.
///
/// Floor 4. Invariant: whoever counts does so alone, on its own strand, and never waits; any strand
/// may read.
@NullMarked
package chorus.command.stats;

import org.jspecify.annotations.NullMarked;
