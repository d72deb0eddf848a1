package chorus.single;

import chorus.diverged.DivergedStore;
import chorus.log.Recovery;
import chorus.log.ReplicaState;
import chorus.log.ShardLog;
import chorus.log.StateFile;
import chorus.store.Store;

/// What a replica is made of, once all of it is open. `stores` opens another store in the place of
/// this one.
record ReplicaParts(
    ShardLog log,
    Recovery recovery,
    Store store,
    StoreOpening stores,
    DivergedStore diverged,
    StateFile stateFile,
    ReplicaState state) {}
