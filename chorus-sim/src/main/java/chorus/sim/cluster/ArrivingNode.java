package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.definition.MemberAddress;
import chorus.env.Env;
import chorus.env.Message;
import chorus.node.Arrival;
import chorus.node.Past;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A process that asks the others what they know of its node, before it takes part.
final class ArrivingNode implements NodeUnderTest {
  private final Start start;
  private final Beginning begin;
  private final Arrival arrival;
  private @Nullable NodeUnderTest node;

  /// Starts the node itself, with this past, and these members.
  interface Beginning {
    NodeUnderTest begin(Past past, Map<NodeId, MemberAddress> members);
  }

  ArrivingNode(Env control, Start start, Beginning begin) {
    this.start = start;
    this.begin = begin;
    var others = new TreeSet<>(start.members().keySet());
    others.remove(start.node());
    this.arrival = Arrival.begin(control, start.past(), others, this::decided);
  }

  private void decided(Arrival.Outcome outcome) {
    switch (outcome) {
      case Arrival.Outcome.AsItIs() -> node = begin.begin(start.counted(), start.members());
      case Arrival.Outcome.Anew(int incarnation, var entries) -> {
        Map<NodeId, MemberAddress> members = new TreeMap<>();
        entries.forEach(each -> members.put(each.node(), each.address()));
        node = begin.begin(start.shell().anew(incarnation, members), members);
      }
      case Arrival.Outcome.NotAMember() -> start.shell().removed();
    }
  }

  private Optional<NodeUnderTest> node() {
    return Optional.ofNullable(node);
  }

  @Override
  public void deliver(NodeId from, Message message) {
    node().ifPresentOrElse(it -> it.deliver(from, message), () -> arrival.receive(from, message));
  }

  @Override
  public boolean isServing() {
    return node != null;
  }

  @Override
  public void connect(ReplySink sink, Consumer<ClientSession> accepted) {
    node().ifPresent(it -> it.connect(sink, accepted));
  }

  @Override
  public void onSession(Runnable call) {
    node().ifPresent(it -> it.onSession(call));
  }

  @Override
  public void rotRows(int which) {
    node().ifPresent(it -> it.rotRows(which));
  }
}
