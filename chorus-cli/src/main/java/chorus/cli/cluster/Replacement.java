package chorus.cli.cluster;

import chorus.cli.cluster.StatusReport.Database;
import chorus.cli.cluster.StatusReport.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What comes next where a node takes the place of another one in a database: each step follows
/// from how things stand, so it does not matter who took the last one.
public final class Replacement {
  private Replacement() {}

  /// One step, and what is said of it.
  public sealed interface Step {
    String words();

    /// To send to the cluster.
    record Command(List<String> command, String words) implements Step {}

    /// Something is on its way.
    record Wait(String words) implements Step {}

    /// `old` holds no replica.
    record Done() implements Step {
      @Override
      public String words() {
        return "done";
      }
    }
  }

  /// The next one for `fresh` to take the place of `old` in `database`.
  public static Step next(Database database, String old, String fresh) {
    Optional<Node> had = replica(database, old);
    if (had.isEmpty()) {
      return new Step.Done();
    }
    boolean isAsked = listed(database.leaving(), old);
    if (old.equals(database.leader())) {
      return successor(database, old, fresh)
          .<Step>map(to ->
              new Step.Command(
                  List.of("CHORUS", "LEADER", "MOVE", database.name(), "TO", to),
                  to + " is to lead instead of " + old))
          .orElse(new Step.Wait("nobody else can lead yet"));
    }
    if (isAsked) {
      return new Step.Wait(fresh + " gets what it lacks, and " + old + " leaves then");
    }
    boolean isThere = replica(database, fresh).isPresent() || listed(database.joining(), fresh);
    return new Step.Command(
        isThere
            ? List.of("CHORUS", "DB", "REPLICAS", database.name(), "REMOVE", old)
            : List.of("CHORUS", "DB", "REPLICAS", database.name(), "ADD", fresh, "REMOVE", old),
        fresh + " takes the place of " + old);
  }

  private static Optional<String> successor(Database database, String old, String fresh) {
    List<String> able =
        database.nodes().stream()
            .filter(each -> each.role().equals("follower") && each.state().equals("streaming"))
            .map(Node::node)
            .filter(each -> !each.equals(old))
            .toList();
    return able.contains(fresh) ? Optional.of(fresh) : able.stream().findFirst();
  }

  private static Optional<Node> replica(Database database, String node) {
    return database.node(node).filter(each -> !each.role().equals("witness"));
  }

  private static boolean listed(@Nullable List<String> nodes, String node) {
    return Objects.requireNonNullElse(nodes, List.<String>of()).contains(node);
  }
}
