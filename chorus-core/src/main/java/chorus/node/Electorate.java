package chorus.node;

import chorus.base.Done;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.cluster.ClusterState;
import chorus.cluster.Suffrage;
import chorus.cluster.Suffrage.Hearing;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.env.MetaMembers;
import java.time.Duration;
import java.util.Optional;

/// Brings those who take part in the control plane's log in line with the agreed members: facts
/// first, then the log follows. A controller that dies in between leaves the rest to the next one.
/// On the control strand.
final class Electorate {
  /// After a change that was refused, or whose outcome is not known.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// Silent for so long, a voter is replaced by a listener.
  private static final Duration LOST = Duration.ofSeconds(30);

  private final Env env;
  private final NodeOptions options;
  private final MetaLog metaLog;
  private final Witness witness;
  private boolean underWay;
  private long notBefore;

  Electorate(Env env, NodeOptions options, MetaLog metaLog, Witness witness) {
    this.env = env;
    this.options = options;
    this.metaLog = metaLog;
    this.witness = witness;
    this.notBefore = env.clock().monotonicNanos();
  }

  /// Looks once; called at each heartbeat of the controller.
  void tick(ClusterState state) {
    Optional<MetaMembers> now = metaLog.members();
    if (underWay
        || now.isEmpty()
        || env.clock().monotonicNanos() - notBefore < 0
        || options.has(PlantedBug.VOTERS_STAY)) {
      return;
    }
    MetaMembers wanted = Suffrage.of(state.members(), now.get(), options.self(), this::hearing);
    if (!wanted.equals(now.get())) {
      underWay = true;
      metaLog.change(wanted, result -> changed(wanted, result));
    }
  }

  private void changed(MetaMembers wanted, Result<Done> result) {
    underWay = false;
    notBefore = env.clock().monotonicNanos();
    switch (result) {
      case Result.Ok<Done> _ ->
          env.trace().emit(new NodeEvent.ControlGroup(options.self(), wanted));
      case Result.Failed<Done> _ -> notBefore += PAUSE.toNanos();
    }
  }

  private Hearing hearing(NodeId node) {
    if (node.equals(options.self())) {
      return Hearing.ANSWERS;
    }
    if (witness.silence(node) <= options.timings().detection().toNanos()) {
      return Hearing.ANSWERS;
    }
    return witness.certainSilence(node) > LOST.toNanos() ? Hearing.LOST : Hearing.SILENT;
  }
}
