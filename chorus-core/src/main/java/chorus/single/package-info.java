/// Single-leader replication: one replica of one shard, which follows, or leads, or waits.
///
/// Floor 5. The way of a write is written once, in `Leading`: append, durable, acknowledged,
/// visible, replied. Invariant: nothing is answered that is not committed, and nothing is taken
/// from an epoch below the promised one. Source: Ongaro 2014 for the log and its commitment; the
/// choice of the leader is the control plane's.
@NullMarked
package chorus.single;

import org.jspecify.annotations.NullMarked;
