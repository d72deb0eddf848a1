package chorus.store;

import chorus.base.Lsn;
import chorus.value.Hash128;

/// The content hash at a beat record: what every replica publishes, so that replicas that differ
/// are found out.
public record Beat(Lsn lsn, Hash128 hash) {}
