package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.NodeId;
import java.util.Optional;

/// Who leads a shard, as the control plane decided it.
public sealed interface Leadership {
  Epoch epoch();

  /// Who was last named leader, if anybody ever was.
  Optional<NodeId> last();

  /// Nobody yet, or nobody since the database was created.
  record Vacant() implements Leadership {
    @Override
    public Epoch epoch() {
      return Epoch.NONE;
    }

    @Override
    public Optional<NodeId> last() {
      return Optional.empty();
    }
  }

  /// `epoch` is being fenced off; nobody leads it yet. `cause` is why `last` leads no more.
  record Electing(Epoch epoch, Optional<NodeId> last, Ending.Cause cause) implements Leadership {}

  /// `leader` may lead `epoch`, but only in the process that was its `boot`th start (F4). `cause`
  /// is why the leadership before it ended.
  record Led(Epoch epoch, NodeId leader, long boot, Ending.Cause cause) implements Leadership {
    @Override
    public Optional<NodeId> last() {
      return Optional.of(leader);
    }

    /// The epoch whose leader gave it up for this one: nobody is bound to its lease any more.
    /// [Epoch#NONE] if there is none.
    public Epoch released() {
      return cause == Ending.Cause.HANDED_OVER ? new Epoch(epoch.number() - 1) : Epoch.NONE;
    }

    /// Whether what this leader has is all there is, since somebody said so, even if more was
    /// acknowledged.
    public boolean isForced() {
      return cause == Ending.Cause.FORCED;
    }
  }
}
