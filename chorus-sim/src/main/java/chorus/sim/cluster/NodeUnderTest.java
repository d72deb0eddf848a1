package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import chorus.env.MetaLog;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import chorus.sim.world.Run;
import java.util.Map;
import java.util.function.Consumer;

/// A node's process as the simulator sees it: it takes messages and clients.
public interface NodeUnderTest extends Run.Receiver {
  /// A client connects; `accepted` gets its session, on the session's strand. Every call to the
  /// session goes through [#onSession].
  void connect(ReplySink sink, Consumer<ClientSession> accepted);

  /// Runs a call of a session on the strand that the session lives on.
  void onSession(Runnable call);

  /// Some stored rows of this process rot; see [RottingRows].
  void rotRows(int which);

  /// Starts a process of a node.
  @FunctionalInterface
  interface Starter {
    NodeUnderTest start(Run run, MetaLogs metaLogs, Start start);
  }

  /// Gives a process its handle of the control plane's log, fed on `strand`.
  @FunctionalInterface
  interface MetaLogs {
    MetaLog on(String strand);
  }

  /// The number of this start of the node, from 1, whom it was told of as members, and what it
  /// calls when it was removed from the cluster.
  record Start(NodeId node, long boot, Map<NodeId, MemberAddress> members, Runnable removed) {}
}
