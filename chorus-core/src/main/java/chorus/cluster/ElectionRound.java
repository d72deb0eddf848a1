package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.AckConfig;
import chorus.log.ReplicaState.Wholeness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/// The choice of a leader for one epoch: collects fence reports until every acknowledged write must
/// be in one of them, then names the most up-to-date reporter (F6).
///
/// Pure: reports and times in, a winner out. A later report of a replica replaces its earlier one
/// only if it comes from a later start of its process, or says that the replica is whole by now.
/// Each report is a promise to take nothing of older epochs; only those of replicas that lost no
/// record without a trace say what was acknowledged.
public final class ElectionRound {
  private final Epoch epoch;
  private final AckConfig config;
  private final Map<NodeId, Report> reports = new TreeMap<>();
  private long enoughSince = Long.MAX_VALUE;
  private long fencedSince = Long.MAX_VALUE;

  public ElectionRound(Epoch epoch, AckConfig config) {
    this.epoch = epoch;
    this.config = config;
  }

  /// What a replica said: its log's durable end, whether it may have lost anything, and which start
  /// of its process said so.
  public record Report(LogPosition last, Wholeness wholeness, long boot) {
    boolean isWhole() {
      return wholeness == Wholeness.WHOLE;
    }

    /// Whether it says all that the replica can ever have acknowledged.
    boolean tells() {
      return wholeness.tells();
    }
  }

  /// The chosen replica.
  public record Winner(NodeId node, long boot, LogPosition last) {}

  public Epoch epoch() {
    return epoch;
  }

  /// Takes the report of a replica; that of any other node is ignored.
  public void report(NodeId from, Report report, long nowNanos) {
    if (!config.replicas().contains(from)) {
      return;
    }
    Report before = reports.get(from);
    boolean isNews =
        before == null
            || Starts.isAfter(report.boot(), before.boot())
            || (report.boot() == before.boot() && !before.isWhole());
    if (isNews) {
      reports.put(from, report);
    }
    if (config.mayElect(telling())) {
      enoughSince = Math.min(enoughSince, nowNanos);
    }
    if (config.mayElect(reports.keySet())) {
      fencedSince = Math.min(fencedSince, nowNanos);
    }
  }

  /// All that reported so far.
  public List<Choice.Candidate> candidates() {
    return reports.entrySet().stream()
        .map(each ->
            new Choice.Candidate(
                each.getKey(), each.getValue().last(), each.getValue().wholeness()))
        .toList();
  }

  /// The winner once enough have reported, and either all have or `patienceNanos` have passed since
  /// enough had.
  ///
  /// An `unsteady` node wins only if the reports of the others are not enough: any enough of them
  /// hold every acknowledged write, so leaving one out is like not having received it.
  public Optional<Winner> winner(long nowNanos, long patienceNanos, Set<NodeId> unsteady) {
    boolean all = telling().size() == config.replicas().size();
    if (!all && !hasPassed(enoughSince, nowNanos, patienceNanos)) {
      return Optional.empty();
    }
    boolean choosy =
        config.mayElect(telling().stream().filter(each -> !unsteady.contains(each)).toList());
    Optional<Winner> most =
        best((node, report) -> report.tells() && !(choosy && unsteady.contains(node)));
    return best((node, report) -> report.isWhole() && !(choosy && unsteady.contains(node)))
        .filter(it -> hasAsMuchAs(it, most));
  }

  /// A replica without rows cannot lead, and may yet be the one that has the last acknowledged
  /// records.
  private boolean hasAsMuchAs(Winner candidate, Optional<Winner> most) {
    return config.isLossy()
        || most.filter(it -> it.last().compareTo(candidate.last()) > 0).isEmpty();
  }

  /// `leader` once more, as soon as enough have reported and nobody has more than it has.
  public Optional<Winner> again(NodeId leader) {
    if (!config.mayElect(telling())) {
      return Optional.empty();
    }
    Optional<Winner> most = best((node, report) -> report.tells());
    return best((node, report) -> report.isWhole() && node.equals(leader))
        .filter(own -> most.filter(it -> it.last().compareTo(own.last()) > 0).isEmpty());
  }

  /// The winner as always, or, once enough have promised and `patienceNanos` have passed since, the
  /// most up-to-date of all: what a damaged replica still has is sound. Acknowledged writes may be
  /// lost by that, which somebody has accepted.
  public Optional<Winner> forced(long nowNanos, long patienceNanos, Set<NodeId> unsteady) {
    Optional<Winner> safe = winner(nowNanos, patienceNanos, unsteady);
    boolean all = reports.size() == config.replicas().size();
    if (safe.isPresent() || (!all && !hasPassed(fencedSince, nowNanos, patienceNanos))) {
      return safe;
    }
    return best((node, report) -> report.wholeness() != Wholeness.ROWLESS);
  }

  private List<NodeId> telling() {
    return reports.entrySet().stream()
        .filter(each -> each.getValue().tells())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean hasPassed(long since, long nowNanos, long patienceNanos) {
    return since != Long.MAX_VALUE && nowNanos - since >= patienceNanos;
  }

  /// The most up-to-date of those that fit; among equals the one that the configuration prefers.
  private Optional<Winner> best(BiPredicate<NodeId, Report> fits) {
    Winner best = null;
    for (NodeId node : config.replicas()) {
      Report report = reports.get(node);
      if (report != null
          && fits.test(node, report)
          && (best == null || report.last().compareTo(best.last()) > 0)) {
        best = new Winner(node, report.boot(), report.last());
      }
    }
    return Optional.ofNullable(best);
  }
}
