package chorus.single;

import chorus.log.Recovery;
import chorus.log.ReplicaState;
import chorus.log.ShardLog;
import chorus.log.StateFile;
import chorus.store.Store;

/// What a replica is made of, once all of it is open.
record ReplicaParts(
    ShardLog log, Recovery recovery, Store store, StateFile stateFile, ReplicaState state) {}
