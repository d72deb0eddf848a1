/// Plays small scripts on a quiet simulated cluster and tells what happens: the transcripts in
/// `scenarios/` are tutorial and test at once.
@NullMarked
package chorus.sim.scenario;

import org.jspecify.annotations.NullMarked;
