package chorus.node;

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
  private final MemberListener listener;
  private boolean proposed;
  private boolean ended;

  OwnStart(Env env, NodeOptions options, MetaLog metaLog, MemberListener listener) {
    this.env = env;
    this.options = options;
    this.metaLog = metaLog;
    this.listener = listener;
  }

  /// Whether `state` holds it: then this node knows every fact that was decided before it started.
  boolean isKnown(ClusterState state) {
    return known(state).filter(known -> known == options.boot()).isPresent();
  }

  /// Proposes it if `state` lacks it; a later start there ends the node.
  void check(ClusterState state) {
    Optional<Long> agreed = known(state);
    if (agreed.isEmpty() || agreed.get() == options.boot()) {
      return;
    }
    long known = agreed.get();
    if (options.past().lacks(known)) {
      outdated(known);
    } else if (!proposed && options.past().follows(known)) {
      proposed = true;
      metaLog.propose(
          MetaCodec.encode(new StartNode(options.self(), options.boot(), known)),
          result -> proposed = false);
    }
  }

  private void outdated(long known) {
    if (!ended) {
      ended = true;
      env.trace().emit(new NodeEvent.OldDirectory(options.self(), options.boot(), known));
      listener.outdated();
    }
  }

  private Optional<Long> known(ClusterState state) {
    return state.members().of(options.self()).map(Member::boot);
  }
}
