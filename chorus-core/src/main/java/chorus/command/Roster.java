package chorus.command;

import chorus.base.Done;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import java.util.function.Consumer;

/// What a command may ask about the members of the cluster. Each `done` is called once, now or
/// later.
public interface Roster {
  /// Has `node` belong to the cluster, and gives what it must know to start: its incarnation and
  /// all members, as CHORUS NODE ADD answers them. One that was added and never started is added
  /// again by the same words. Faults: `REFUSED` with the reason, `NOQUORUM`, `INDETERMINATE`.
  void add(String cluster, NodeId node, MemberAddress address, Consumer<Result<Reply>> done);

  /// Has `node` belong to the cluster no more. Faults: `ERR` if it never did, `REFUSED` with the
  /// reason, `NOQUORUM`, `INDETERMINATE`.
  void remove(NodeId node, Consumer<Result<Done>> done);

  /// Every member, as CHORUS NODE LIST answers them.
  Reply list();
}
