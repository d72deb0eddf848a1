/// When a write counts: pure counters over the replicas' durable positions.
///
/// Floor 4. No ports, no time: positions in, watermarks out.
@NullMarked
package chorus.ack;

import org.jspecify.annotations.NullMarked;
