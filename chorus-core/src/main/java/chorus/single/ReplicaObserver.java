package chorus.single;

import chorus.base.Epoch;
import chorus.definition.AckConfig;
import chorus.resp.Bytes;

/// What a replica tells its node at once, and asks of the control plane through it.
public interface ReplicaObserver {
  /// This replica began or ceased to lead.
  void standingChanged();

  /// A leader that this replica asked for follows a later epoch.
  void superseded(Epoch later);

  /// This replica's log and rows were given up: it is to be opened anew, and does nothing until
  /// then.
  void reopen();

  /// This replica, which leads `epoch`, needs `size` more numbers of the sequence `name`. What
  /// becomes of that, [Replica#heard] is told.
  void reserve(Epoch epoch, Bytes name, long size);

  /// This replica leads `epoch` and is to bring `next` into force, instead of what is so as version
  /// `base`.
  void planAck(Epoch epoch, long base, AckConfig next);

  /// This replica leads `epoch`, and all its records satisfy what is planned as `version`.
  void completeAck(Epoch epoch, long version);
}
