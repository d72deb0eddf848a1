package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.cluster.Member;
import chorus.definition.MemberAddress;
import chorus.env.MetaLog;
import chorus.node.Past;
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

  /// Whether it takes clients: not while it asks the others what they know of it.
  boolean isServing();

  /// What a process finds when it starts: what its disk tells, nothing if it is empty, and the
  /// `members` that it was told of. If it `asks`, it first has the others say what they know of it.
  record Start(
      NodeId node, Past past, boolean asks, Map<NodeId, MemberAddress> members, Shell shell) {
    /// What the disk tells once it counts this start: an empty one counts the first.
    Past counted() {
      return past.isEmpty() ? shell.first() : past;
    }
  }

  /// What is around a process.
  interface Shell {
    /// These are the members: to be written to the disk.
    void agreed(Map<NodeId, Member> members);

    /// The node was removed from the cluster.
    void removed();

    /// The disk is an old copy.
    void outdated();

    /// The node starts for the first time; gives what its disk tells now.
    Past first();

    /// The node comes back as another incarnation, with an empty disk, and learns of these members;
    /// gives what its disk tells now.
    Past anew(int incarnation, Map<NodeId, MemberAddress> told);
  }
}
