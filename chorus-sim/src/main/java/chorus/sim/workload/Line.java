package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import java.util.ArrayDeque;
import java.util.List;

/// One connection of a client, and what was asked on it and is not answered yet.
///
/// @param <Q> what the client remembers of a command
final class Line<Q> implements Connection.Listener {
  private final ArrayDeque<Q> asked = new ArrayDeque<>();
  private final Owner<Q> owner;
  private final Connection connection;
  private boolean gone;
  private boolean greeted = true;

  /// The client.
  interface Owner<Q> {
    /// The answer to the oldest command that had none. An answer that comes late counts like any
    /// other.
    void heard(Q question, Reply reply);

    /// A reply to nothing.
    void heardUnasked();

    /// The replies of one moment are all heard; `line` has no more to come if `isIdle`.
    void heardAll(Line<Q> line);

    void lost(Line<Q> line);
  }

  Line(SimCluster cluster, NodeId node, Redirection redirection, Owner<Q> owner) {
    this.owner = owner;
    this.connection = cluster.connect(node, this);
    if (redirection == Redirection.WANTED) {
      connection.send(List.of(Redirects.WISH));
      greeted = false;
    }
  }

  /// Whether nothing more can be sent or heard here.
  boolean isGone() {
    return gone;
  }

  /// Whether the node ever accepted it; if not, nothing that was sent was seen.
  boolean wasAccepted() {
    return connection.wasAccepted();
  }

  /// Whether everything is answered.
  boolean isIdle() {
    return asked.isEmpty();
  }

  /// Sends commands in one write; `questions` stand for them, in order.
  void send(List<Q> questions, List<List<Bytes>> commands) {
    asked.addAll(questions);
    connection.send(commands);
  }

  void hangUp() {
    gone = true;
    connection.close();
  }

  @Override
  public void replies(List<Reply> replies) {
    for (Reply reply : replies) {
      if (!greeted) {
        greeted = true;
        continue;
      }
      Q question = asked.poll();
      if (question == null) {
        owner.heardUnasked();
      } else {
        owner.heard(question, reply);
      }
    }
    owner.heardAll(this);
  }

  @Override
  public void lost() {
    gone = true;
    owner.lost(this);
  }
}
