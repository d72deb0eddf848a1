package chorus.cli.cluster;

import chorus.cli.terminal.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What CHORUS STATUS says of the cluster. A number that the cluster does not know is null.
public record StatusReport(int schemaVersion, List<Member> members, List<Database> databases) {
  public StatusReport {
    members = members == null ? List.of() : List.copyOf(members);
  }

  /// A node and where it listens for clients, as `host:port`. `clockAheadMillis` is how far its
  /// wall clock is ahead of the others, if that is too far, else null.
  public record Member(String node, String resp, @Nullable Long clockAheadMillis) {}

  /// One database. `epoch` and `leader` are null while nobody leads; `next` is the mode that is to
  /// come into force, `degraded` says who is missing for writes to be acknowledged, if anybody is;
  /// `diverged` is how many writes elections left behind, on all nodes, until somebody looks after
  /// them; `joining` and `leaving` are the nodes that are to hold a replica, or none any more;
  /// `droppedUntil` is until when its drop can be taken back, if it is dropped.
  public record Database(
      String name,
      int index,
      String model,
      String ack,
      @Nullable Long epoch,
      @Nullable String leader,
      String promise,
      @Nullable String next,
      @Nullable String onDegrade,
      @Nullable String degraded,
      @Nullable Long diverged,
      @Nullable List<String> joining,
      @Nullable List<String> leaving,
      @Nullable Long droppedUntil,
      List<Node> nodes) {
    public Optional<Node> node(String id) {
      return nodes.stream().filter(each -> each.node().equals(id)).findFirst();
    }
  }

  /// One member's copy of a database.
  public record Node(
      String node,
      String role,
      String state,
      @Nullable String disk,
      @Nullable Boolean sync,
      @Nullable Long lastLsn,
      @Nullable Long durableLsn,
      @Nullable Long commitLsn,
      @Nullable Long appliedLsn,
      @Nullable Long lagLsn,
      @Nullable Long lagBytes,
      @Nullable Long lagMillis,
      @Nullable Long diverged,
      @Nullable Boolean needsSnapshot,
      @Nullable Long copiedBytes) {
    /// Whether this node takes writes at this moment.
    public boolean leads() {
      return state.equals("leading");
    }
  }

  /// Reads the JSON text that `source` sent.
  public static StatusReport read(String json, String source) {
    return Json.read(json, StatusReport.class, source);
  }
}
