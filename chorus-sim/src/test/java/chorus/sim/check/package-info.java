/// Each checker accepts good histories and refuses known-bad ones.
@NullMarked
package chorus.sim.check;

import org.jspecify.annotations.NullMarked;
