package chorus.log;

import chorus.base.Epoch;
import chorus.base.Lsn;

/// What a replica must not forget and its log does not say (F17).
///
/// @param promised every epoch below this one is rejected
/// @param incarnation which life of the replica's data this is; a new one whenever data may be lost
/// @param wholeAt where the replica counts as whole again; [Lsn#NONE] if it is whole
public record ReplicaState(Epoch promised, long incarnation, Wholeness wholeness, Lsn wholeAt) {

  /// After its rows were lost, or given up: what it said in its life so far counts no more.
  public ReplicaState withoutRows() {
    return new ReplicaState(promised, incarnation + 1, wholeness.withoutRows(), Lsn.NONE);
  }

  /// In a time whose incarnations begin at `least`: a replica of an earlier time, or one that has
  /// just been made, begins that one with nothing that it can be sure of.
  public ReplicaState living(long least) {
    return incarnation < least
        ? new ReplicaState(promised, least, Wholeness.NOT_WHOLE, Lsn.NONE)
        : this;
  }

  /// Whether everything that this replica ever reported durable is still there (law 7).
  public enum Wholeness {
    WHOLE,
    /// It may have lost records without a trace: it knows neither what it has acknowledged nor up
    /// to where.
    NOT_WHOLE,
    /// It lost rows, or gave them up, and nothing else: where its log ends still says all that it
    /// can ever have acknowledged. What was trimmed off the log it does not have.
    ROWLESS;

    /// What becomes of it when the rows are lost.
    public Wholeness withoutRows() {
      return this == NOT_WHOLE ? NOT_WHOLE : ROWLESS;
    }

    /// Whether the end of the log says all that the replica can ever have acknowledged.
    public boolean tells() {
      return this != NOT_WHOLE;
    }
  }
}
