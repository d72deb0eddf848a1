package chorus.sim.scenario;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.World;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A client of a scenario: says what it is told to say and shows what it hears, as redis-cli would.
final class Actor implements Connection.Listener {
  private final String name;
  private final World world;
  private final Consumer<String> out;
  private final ArrayDeque<Long> sentAt = new ArrayDeque<>();
  private @Nullable Connection connection;

  Actor(String name, World world, Consumer<String> out) {
    this.name = name;
    this.world = world;
    this.out = out;
  }

  void connect(SimCluster cluster, NodeId node) {
    Connection old = connection;
    if (old != null) {
      old.close();
    }
    connection = cluster.connect(node, this);
  }

  boolean isIdle() {
    return sentAt.isEmpty();
  }

  void send(List<Bytes> command) {
    Connection open = connection;
    if (open == null) {
      out.accept(name + " has no connection");
      return;
    }
    sentAt.add(world.nowNanos());
    open.send(List.of(command));
  }

  @Override
  public void replies(List<Reply> replies) {
    for (Reply reply : replies) {
      long millis = (world.nowNanos() - sentAt.remove()) / 1_000_000;
      String text = String.format(Locale.ROOT, "%s hears after %d ms: ", name, millis);
      out.accept(text + text(reply));
    }
  }

  @Override
  public void lost() {
    connection = null;
    sentAt.clear();
    out.accept(name + " loses its connection");
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Simple simple -> simple.text();
      case Reply.Error error -> "(error) " + error.text();
      case Reply.Int number -> "(integer) " + number.value();
      case Reply.Bulk bulk -> bulk.value().toString();
      case Reply.Null() -> "(nil)";
      case Reply.Array array ->
          array.elements().stream().map(Actor::text).collect(Collectors.joining(", ", "[", "]"));
      case Reply.MapReply map ->
          map.entries().stream()
              .map(each -> text(each.key()) + " => " + text(each.value()))
              .collect(Collectors.joining(", "));
      default -> reply.toString();
    };
  }
}
