package chorus.cli.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what all nodes hold of one database, at the highest position whose hash all of them
/// know.
///
/// `absent` are members that did not answer.
public record Comparison(String database, List<ReplicaView> views, List<String> absent) {
  /// What the comparison says.
  public enum Verdict {
    /// All nodes hold the same, and their rows are whole.
    EQUAL,
    /// Two nodes differ at one position, or a node's rows are not what its log made of them.
    DIFFERENT,
    /// Nothing wrong was seen, but a node did not answer or has no position in common.
    UNFINISHED
  }

  public Comparison {
    views = List.copyOf(views);
    absent = List.copyOf(absent);
  }

  /// The position at which the nodes are compared.
  public OptionalLong lsn() {
    if (views.isEmpty()) {
      return OptionalLong.empty();
    }
    TreeSet<Long> common = new TreeSet<>(views.getFirst().hashes().keySet());
    views.forEach(view -> common.retainAll(view.hashes().keySet()));
    return common.isEmpty() ? OptionalLong.empty() : OptionalLong.of(common.last());
  }

  public Verdict verdict() {
    if (hashes().size() > 1 || views.stream().anyMatch(view -> !view.isWhole())) {
      return Verdict.DIFFERENT;
    }
    return lsn().isEmpty() || !absent.isEmpty() ? Verdict.UNFINISHED : Verdict.EQUAL;
  }

  /// What one node's answer means beside the others'.
  public String result(ReplicaView view) {
    if (!view.isWhole()) {
      return "damaged";
    }
    if (lsn().isEmpty()) {
      return "not compared";
    }
    if (hashes().size() <= 1) {
      return "equal";
    }
    long same = hashes().getOrDefault(hash(view), 0L);
    return same * 2 > views.size() ? "as most" : "differs";
  }

  /// The node's hash at the compared position, else at its own.
  public String hash(ReplicaView view) {
    return lsn().isPresent() ? view.hashAt(lsn().getAsLong()).orElse(view.hash()) : view.hash();
  }

  /// How many nodes have each hash at the compared position.
  private Map<String, Long> hashes() {
    Map<String, Long> count = new TreeMap<>();
    if (lsn().isPresent()) {
      views.forEach(view -> count.merge(hash(view), 1L, Long::sum));
    }
    return count;
  }

  /// The worst of several verdicts; equal if there are none.
  public static Verdict worst(Collection<Comparison> comparisons) {
    Verdict worst = Verdict.EQUAL;
    for (Comparison each : comparisons) {
      worst =
          switch (each.verdict()) {
            case DIFFERENT -> Verdict.DIFFERENT;
            case UNFINISHED -> worst == Verdict.DIFFERENT ? worst : Verdict.UNFINISHED;
            case EQUAL -> worst;
          };
    }
    return worst;
  }
}
