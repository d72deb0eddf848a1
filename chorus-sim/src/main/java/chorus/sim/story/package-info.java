/// What happened, told so that a newcomer can follow it: who did what, when, and why.
@NullMarked
package chorus.sim.story;

import org.jspecify.annotations.NullMarked;
