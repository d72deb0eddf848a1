package chorus.node;

import chorus.base.Done;
import chorus.base.Require;
import chorus.base.Result;
import chorus.cluster.ClusterState;
import chorus.cluster.Member;
import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand.StartNode;
import chorus.env.Env;
import chorus.env.MetaLog;
import java.util.Optional;

/// Brings the start of this process into the agreed facts: each start of a node is counted there
/// and in its directory, so that an old copy of the directory is found out (F17).
///
/// On the control strand.
final class OwnStart {
  private final Env env;
  private final NodeOptions options;
  private final MetaLog metaLog;
  private boolean proposed;

  OwnStart(Env env, NodeOptions options, MetaLog metaLog) {
    this.env = env;
    this.options = options;
    this.metaLog = metaLog;
  }

  /// Whether `state` holds it: then this node knows every fact that was decided before it started.
  boolean isKnown(ClusterState state) {
    return known(state).filter(known -> known == options.boot()).isPresent();
  }

  /// Proposes it if `state` lacks it; a later start there stops the node.
  void check(ClusterState state) {
    Optional<Long> agreed = known(state);
    if (agreed.isEmpty() || agreed.get() == options.boot()) {
      return;
    }
    long known = agreed.get();
    if (known > options.boot()) {
      env.trace().emit(new NodeEvent.OldDirectory(options.self(), options.boot(), known));
      Require.that(
          false,
          "this node's directory is an old or emptied copy: the cluster knows a later start",
          options.boot(),
          known);
    }
    if (!proposed) {
      proposed = true;
      metaLog.propose(
          MetaCodec.encode(new StartNode(options.self(), options.boot())),
          result -> {
            if (result instanceof Result.Failed<Done>) {
              proposed = false;
            }
          });
    }
  }

  private Optional<Long> known(ClusterState state) {
    return state.members().of(options.self()).map(Member::boot);
  }
}
