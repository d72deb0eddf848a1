/// The hybrid logical clock, and leases on the monotonic clock.
///
/// Floor 1. Pure values: time is a parameter, never read in place.
@NullMarked
package chorus.time;

import org.jspecify.annotations.NullMarked;
