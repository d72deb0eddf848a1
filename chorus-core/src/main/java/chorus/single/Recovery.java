package chorus.single;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.PlantedBug;
import chorus.base.Require;
import chorus.log.ReplicaState.Wholeness;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a replica that lost records becomes whole again, and what it does if its leader lacks what
/// it has.
final class Recovery {
  private final Shard shard;
  private final Fence fence;
  private final Rows rows;
  private Epoch forced = Epoch.NONE;
  private Epoch missed = Epoch.NONE;
  private Epoch agreed = Epoch.NONE;
  private boolean startIsKnown;

  Recovery(Shard shard, Fence fence, Rows rows) {
    this.shard = shard;
    this.fence = fence;
    this.rows = rows;
  }

  /// The agreed facts hold the start of this process, so every epoch that was decided before it has
  /// been told of: only now can a replica that lost its promise be whole again, since a late
  /// message of an older leader is not taken for one of the present.
  void startIsKnown() {
    startIsKnown = true;
    fence.startIsKnown();
  }

  /// This process knows all that was agreed before `epoch`.
  void agreed(Epoch epoch) {
    agreed = epoch.isAfter(agreed) ? epoch : agreed;
  }

  /// Somebody decided that what the leader of `epoch` has is all there is, even if more was
  /// acknowledged: a replica that has that is whole.
  void forced(Epoch epoch) {
    forced = epoch;
  }

  /// Whether what this replica reports to an election says anything: what its log lacks is either
  /// in its rows, or it knows that it lacks it.
  boolean canTell() {
    return !rows.areAwaited() || fence.wholeness().tells();
  }

  /// Whether this replica has everything that the leader of `epoch` must have.
  boolean mayLead(Epoch epoch) {
    return !rows.areAwaited() && (fence.wholeness() == Wholeness.WHOLE || epoch.equals(forced));
  }

  /// This replica begins to lead.
  void leads() {
    if (fence.wholeness() != Wholeness.WHOLE) {
      fence.whole();
    }
  }

  /// Writes down that the replica is whole, once it has durably all that it can ever have
  /// acknowledged. One that lacked rows alone has that with them.
  void look(@Nullable Following following) {
    boolean isWhole =
        switch (fence.wholeness()) {
          case WHOLE -> false;
          case ROWLESS -> hasRows();
          case NOT_WHOLE -> startIsKnown && hasRows() && hasEverything(following);
        };
    if (isWhole) {
      fence.whole();
    }
  }

  private boolean hasEverything(@Nullable Following following) {
    return following != null
        && (following.epoch().equals(forced)
            ? following.hasOwnRecordOfEpoch()
            : following.hasEverythingOwed(fence.incarnation()));
  }

  /// Records that were stored in rows and trimmed off the log are lost with the rows.
  private boolean hasRows() {
    return !rows.areAwaited() || shard.has(PlantedBug.WHOLE_BEFORE_ROWS);
  }

  /// A leader was forced in `epoch`, and nobody had asked this replica what it has.
  void missed(Epoch epoch) {
    missed = epoch;
  }

  /// Whether to wait before anything is cut for the leader of `epoch`: this process does not know
  /// all yet that was decided before it.
  boolean mustWait(Epoch epoch) {
    return !startIsKnown || agreed.isBefore(epoch);
  }

  /// The leader has another record in the place of `here`, and of all after it, the last one of
  /// epoch `last`: gives the fault that ends this replica, if that must not be cut. An ordinary
  /// election never leaves an acknowledged record behind. Where a leader was forced without this
  /// replica, somebody accepted just that; then this one keeps all it has, and takes no part any
  /// more.
  ///
  /// Records of lossy epochs, up to `lossyTo`, may be acknowledged and yet be cut: they are saved.
  Optional<Fault> against(LogPosition here, Epoch last, Epoch lossyTo) {
    if (here.epoch().isBefore(missed) && last.isAfter(lossyTo)) {
      return Optional.of(
          Fault.notApplied(
              "DIVERGED",
              "has record "
                  + here
                  + ", which may be acknowledged, and the leader that was forced in epoch "
                  + missed
                  + " lacks it | nothing was deleted here"));
    }
    Require.that(
        here.lsn().isAfter(rows.commit())
            || !here.epoch().isAfter(lossyTo)
            || shard.has(PlantedBug.APPLY_BEFORE_COMMIT),
        "what is committed is never cut",
        here,
        rows.commit());
    return Optional.empty();
  }
}
