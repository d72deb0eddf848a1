/// Whole clusters under faults: the laws hold, the checkers notice, the runs repeat themselves.
@NullMarked
package chorus.sim;

import org.jspecify.annotations.NullMarked;
