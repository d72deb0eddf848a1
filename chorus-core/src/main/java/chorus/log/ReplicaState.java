package chorus.log;

import chorus.base.Epoch;
import chorus.base.Lsn;

/// What a replica must not forget and its log does not say (F17).
///
/// @param promised every epoch below this one is rejected
/// @param incarnation which life of the replica's data this is; a new one whenever data may be lost
/// @param wholeAt where the replica counts as whole again; [Lsn#NONE] if it is whole
public record ReplicaState(Epoch promised, long incarnation, Wholeness wholeness, Lsn wholeAt) {

  /// Whether everything that this replica ever reported durable is still there (law 7).
  public enum Wholeness {
    WHOLE,
    NOT_WHOLE
  }
}
