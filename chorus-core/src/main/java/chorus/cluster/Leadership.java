package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.NodeId;

/// Who leads a shard, as the control plane decided it.
public sealed interface Leadership {
  Epoch epoch();

  /// Nobody yet, or nobody since the database was created.
  record Vacant() implements Leadership {
    @Override
    public Epoch epoch() {
      return Epoch.NONE;
    }
  }

  /// `epoch` is being fenced off; nobody leads it yet.
  record Electing(Epoch epoch) implements Leadership {}

  /// `leader` may lead `epoch`, but only in the process that was its `boot`th start (F4). The
  /// leader of `released` gave it up for this one: nobody is bound to its lease any more.
  /// [Epoch#NONE] if the one before was not given up.
  record Led(Epoch epoch, NodeId leader, long boot, Epoch released) implements Leadership {}
}
