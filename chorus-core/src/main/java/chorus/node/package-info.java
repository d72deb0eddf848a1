/// One node: it owns the databases and sessions, keeps heartbeats and leases, and routes commands
/// and messages to strands.
///
/// Floor 7. Four kinds of strand: `control` (cluster state, heartbeats, leases, elections), one per
/// shard, one per gateway (connections), and the shell's own. They meet only in tasks and in
/// immutable values.
@NullMarked
package chorus.node;

import org.jspecify.annotations.NullMarked;
