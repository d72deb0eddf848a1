/// The replication log: one totally ordered sequence of records per shard, in checksummed segments.
///
/// Floor 3. Invariant: one record per (epoch, LSN), for ever. What `sync` completed for survives
/// power loss. Invariant: a torn tail is cut; any other damage is reported, never skipped.
@NullMarked
package chorus.log;

import org.jspecify.annotations.NullMarked;
