package chorus.cli.cluster;

import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds out whether all databases accept writes, at every node that is given.
///
/// It asks as a client would: a DEL of a key that nobody has goes the whole way of a write up to
/// the leader's lease, and changes nothing.
public final class Readiness {
  /// Shorter than a node waits for a leader, so that one slow node does not hold up the others.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String NOBODYS_KEY = "chorus:is-ready";

  private Readiness() {}

  /// The report of the first node, if all databases accept writes through all `nodes`; at least the
  /// database with index 0 must be there.
  public static Optional<StatusReport> check(List<HostAndPort> nodes) {
    Optional<StatusReport> report = report(nodes.getFirst());
    return report
        .filter(found -> found.databases().stream().anyMatch(each -> each.index() == 0))
        .filter(found -> nodes.stream().allMatch(node -> accepts(node, found)));
  }

  /// What the node says of the cluster, if it answers.
  public static Optional<StatusReport> report(HostAndPort node) {
    return NodeClient.poll(node, PATIENCE, "CHORUS", "STATUS")
        .map(reply -> StatusReport.read(Answer.text(reply), node.toString()));
  }

  /// Whether the node answers at all.
  public static boolean answers(HostAndPort node) {
    return NodeClient.poll(node, PATIENCE, "PING").isPresent();
  }

  private static boolean accepts(HostAndPort node, StatusReport report) {
    try (Connection connection = Connection.open(node.host(), node.port(), PATIENCE)) {
      for (StatusReport.Database database : report.databases()) {
        if (database.droppedUntil() != null) {
          continue;
        }
        if (connection.call("SELECT", "" + database.index()) instanceof Reply.Error
            || connection.call("DEL", NOBODYS_KEY) instanceof Reply.Error) {
          return false;
        }
      }
      return true;
    } catch (ConnectionException e) {
      return false;
    }
  }
}
