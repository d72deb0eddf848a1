/// What was measured, on what: raw results as lines of JSON, and a summary of medians.
@NullMarked
package chorus.bench.report;

import org.jspecify.annotations.NullMarked;
