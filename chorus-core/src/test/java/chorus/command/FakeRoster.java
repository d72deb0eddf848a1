package chorus.command;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// Nodes n1 and n2 belong to the cluster blue; n1 holds a database.
final class FakeRoster implements Roster {
  @Override
  public void add(
      String cluster, NodeId node, MemberAddress address, Consumer<Result<Reply>> done) {
    done.accept(
        cluster.equals("blue")
            ? Result.ok(Reply.simple(node + " " + address))
            : Result.failed(Fault.notApplied("REFUSED", "this is cluster blue")));
  }

  @Override
  public void remove(NodeId node, Consumer<Result<Done>> done) {
    done.accept(
        node.name().equals("n2")
            ? Result.ok(Done.DONE)
            : Result.failed(Fault.notApplied("REFUSED", node + " holds main")));
  }

  @Override
  public Reply list() {
    return Reply.array(List.of(Reply.bulk("n1"), Reply.bulk("n2")));
  }
}
