package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The choice of a leader for one epoch: collects fence reports until every acknowledged write must
/// be in one of them, then names the most up-to-date reporter (F6).
///
/// Pure: reports and times in, a winner out. A later report of a replica replaces its earlier one
/// only if it comes from a later start of its process.
public final class ElectionRound {
  private final Epoch epoch;
  private final AckConfig config;
  private final Map<NodeId, Report> reports = new TreeMap<>();
  private long enoughSince = Long.MAX_VALUE;

  public ElectionRound(Epoch epoch, AckConfig config) {
    this.epoch = epoch;
    this.config = config;
  }

  /// What a whole replica said: its log's durable end, and which start of its process said so.
  public record Report(LogPosition last, long boot) {}

  /// The chosen replica.
  public record Winner(NodeId node, long boot, LogPosition last) {}

  public Epoch epoch() {
    return epoch;
  }

  /// Takes the report of a whole replica; that of any other node is ignored.
  public void report(NodeId from, Report report, long nowNanos) {
    if (!config.replicas().contains(from)) {
      return;
    }
    Report before = reports.get(from);
    if (before == null || report.boot() > before.boot()) {
      reports.put(from, report);
    }
    if (reports.size() >= config.reports()) {
      enoughSince = Math.min(enoughSince, nowNanos);
    }
  }

  /// The winner once enough have reported, and either all have or `patienceNanos` have passed since
  /// enough had.
  ///
  /// An `unsteady` node wins only if the reports of the others are not enough: any enough of them
  /// hold every acknowledged write, so leaving one out is like not having received it.
  public Optional<Winner> winner(long nowNanos, long patienceNanos, Set<NodeId> unsteady) {
    boolean all = reports.size() == config.replicas().size();
    boolean waited = enoughSince != Long.MAX_VALUE && nowNanos - enoughSince >= patienceNanos;
    if (!all && !waited) {
      return Optional.empty();
    }
    long steady = reports.keySet().stream().filter(each -> !unsteady.contains(each)).count();
    boolean choosy = steady >= config.reports();
    Winner best = null;
    for (NodeId node : config.replicas()) {
      Report report = reports.get(node);
      if (report != null
          && !(choosy && unsteady.contains(node))
          && (best == null || report.last().compareTo(best.last()) > 0)) {
        best = new Winner(node, report.boot(), report.last());
      }
    }
    return Optional.ofNullable(best);
  }
}
