package chorus.sim.check;

import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The logs of one shard's replicas as their owners reported them, side by side, and the laws about
/// them: log matching, one history of committed records, acknowledged means durable where the mode
/// says, one acknowledging leader per epoch, equal content at equal positions.
public final class ReplicaLogs {
  public static final String MATCHING = "equal position, equal log before it";
  public static final String ONE_HISTORY = "committed records never change";
  public static final String DURABLE = "acknowledged is durable where the mode says";
  public static final String IN_FORCE = "a mode is in force once all that was acknowledged fits it";
  public static final String ONE_LEADER = "one leader acknowledges per epoch";
  public static final String NO_RETREAT = "commit and applied never retreat";
  public static final String APPLIED = "applied is committed";
  public static final String CONTENT = "equal position, equal content";
  public static final String KEPT = "durable records survive a restart";

  private final Verdicts verdicts;
  private final Map<NodeId, Replica> replicas = new LinkedHashMap<>();
  private final Map<LogPosition, Fact> facts = new TreeMap<>();
  private final Map<Long, LogPosition> history = new TreeMap<>();
  private final Map<Long, String> leaders = new TreeMap<>();
  private final Map<Long, String> contents = new TreeMap<>();
  private final Map<Long, Long> starts = new TreeMap<>();
  private @Nullable AckConfig config;
  private long committedEnd;
  private long acknowledgedEnd;

  public ReplicaLogs(Verdicts verdicts, List<NodeId> members) {
    this.verdicts = verdicts;
    members.forEach(node -> replicas.put(node, new Replica()));
  }

  /// It is agreed that this says when a record is acknowledged; later versions follow in order.
  public void inForce(AckConfig agreed) {
    AckConfig before = config;
    if (before != null && agreed.version() <= before.version()) {
      return;
    }
    config = agreed;
    LogPosition last = history.get(acknowledgedEnd);
    verdicts.require(
        IN_FORCE,
        last == null || isEnough(agreed, last, Reason.ACKNOWLEDGED),
        "all up to",
        last,
        "is at",
        holders(last),
        "but agreed is",
        agreed);
  }

  /// What was last agreed on.
  public Optional<AckConfig> config() {
    return Optional.ofNullable(config);
  }

  /// The leader of `epoch` writes its first record at `lsn`.
  public void activating(long epoch, long lsn) {
    starts.put(epoch, lsn);
  }

  /// A record was appended to `node`'s log. `content` stands for what it says. Its position and the
  /// one before it are remembered for good: a position names a whole history.
  public void appended(NodeId node, LogPosition at, long content) {
    Replica replica = replica(node);
    long lsn = at.lsn().number();
    verdicts.require(
        MATCHING, replica.end() + 1 == lsn, "a gap at", node, at, "after", replica.end());
    replica.cut(lsn - 1);
    replica.rotten = List.of();
    LogPosition before = replica.log.isEmpty() ? LogPosition.START : replica.log.getLast();
    replica.log.add(at);
    var fact = new Fact(before, content);
    Fact known = facts.putIfAbsent(at, fact);
    verdicts.require(
        MATCHING, known == null || known.equals(fact), "two records", node, at, known, fact);
  }

  /// `node` discarded what it had above `lsn`.
  public void cut(NodeId node, long lsn) {
    replica(node).cut(lsn);
  }

  /// Everything up to `lsn` is fsynced on `node`.
  public void durable(NodeId node, long lsn) {
    Replica replica = replica(node);
    replica.durable = Math.max(replica.durable, Math.min(lsn, replica.end()));
  }

  /// A new process of `node` found its log to end at `last`; a damaged disk may have less than was
  /// durable. A cut that was not durable may be undone, so the log is read off the chain of
  /// positions behind `last`. True if acknowledged records are missing.
  public boolean recovered(NodeId node, LogPosition last, Disk disk) {
    Replica replica = replica(node);
    LogPosition acknowledged = replica.at(Math.min(replica.durable, acknowledgedEnd));
    LogPosition kept = replica.at(replica.durable);
    List<LogPosition> found = historyOf(last);
    verdicts.require(
        KEPT,
        disk == Disk.DAMAGED || kept == null || found.contains(kept),
        "lost",
        node,
        "has",
        last,
        "had",
        kept);
    replica.become(found, disk);
    return acknowledged != null && !found.contains(acknowledged);
  }

  /// All positions up to `last`, in order.
  private List<LogPosition> historyOf(LogPosition last) {
    var chain = new ArrayList<LogPosition>();
    LogPosition at = last;
    while (!at.equals(LogPosition.START)) {
      chain.add(at);
      Fact fact = facts.get(at);
      if (fact == null) {
        verdicts.broken(MATCHING, "nobody ever wrote " + at);
        break;
      }
      at = fact.before();
    }
    return chain.reversed();
  }

  /// `node` knows that everything up to `lsn` is committed.
  public void committed(NodeId node, long lsn) {
    Replica replica = replica(node);
    verdicts.require(
        NO_RETREAT, lsn >= replica.committed, "commit of", node, lsn, "was", replica.committed);
    long from = replica.committed + 1;
    replica.committed = Math.max(replica.committed, lsn);
    for (long each = from; each <= Math.min(lsn, replica.end()); each++) {
      LogPosition at = replica.positionAt(each);
      LogPosition known = history.putIfAbsent(each, at);
      verdicts.require(
          ONE_HISTORY, known == null || known.equals(at), "at", node, at, "but was", known);
    }
    committedEnd = Math.max(committedEnd, lsn);
  }

  /// `node` applied everything up to `lsn` to its store.
  public void applied(NodeId node, long lsn) {
    Replica replica = replica(node);
    verdicts.require(
        APPLIED, lsn <= committedEnd, "applied", node, lsn, "committed anywhere", committedEnd);
    verdicts.require(
        NO_RETREAT, lsn >= replica.applied, "applied of", node, lsn, "was", replica.applied);
    replica.applied = Math.max(replica.applied, lsn);
  }

  /// `node` deleted its rows, and makes them again.
  public void rowsLost(NodeId node) {
    replica(node).applied = 0;
  }

  /// `leader`, a process of `node` that leads `epoch`, gave answers that depend on its log up to
  /// `lsn`. A copy that has rotted since it was made durable counts until its replica speaks again:
  /// before that, no leader can know.
  public void acknowledged(NodeId node, String leader, long epoch, long lsn) {
    String known = leaders.putIfAbsent(epoch, leader);
    verdicts.require(
        ONE_LEADER, known == null || known.equals(leader), "epoch", epoch, leader, known);
    if (lsn == 0) {
      return;
    }
    LogPosition mine = replica(node).at(lsn);
    AckConfig rule = config;
    boolean isOfAnEarlierLeader = lsn <= starts.getOrDefault(epoch, 0L);
    Reason reason =
        rule != null && rule.mode() == AckMode.ALL && isOfAnEarlierLeader
            ? Reason.SHOWN
            : Reason.ACKNOWLEDGED;
    boolean enough = rule != null && mine != null && isEnough(rule, mine, reason);
    verdicts.require(DURABLE, enough, "acknowledged", node, mine, lsn, holders(mine), rule);
    if (reason == Reason.ACKNOWLEDGED) {
      acknowledgedEnd = Math.max(acknowledgedEnd, lsn);
    }
  }

  /// Why a record must be on some nodes: it counts as acknowledged, or, in `all`, what an earlier
  /// leader wrote was only shown.
  private enum Reason {
    ACKNOWLEDGED,
    SHOWN
  }

  private boolean isEnough(AckConfig rule, LogPosition record, Reason reason) {
    List<NodeId> holders = holders(record);
    long copies = rule.replicas().stream().filter(holders::contains).count();
    boolean isOnMajority = copies > rule.replicas().size() / 2;
    return switch (rule.mode()) {
      case MAJORITY -> isOnMajority;
      case SEMI_SYNC -> holders.containsAll(rule.synchronous());
      case ALL -> reason == Reason.SHOWN ? isOnMajority : copies == rule.replicas().size();
    };
  }

  private List<NodeId> holders(@Nullable LogPosition record) {
    return replicas.entrySet().stream()
        .filter(each ->
            record != null
                && (each.getValue().isDurable(record) || each.getValue().rotten.contains(record)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// `node`'s store has this content after exactly the records up to `lsn`.
  public void content(NodeId node, long lsn, String hash) {
    String known = contents.putIfAbsent(lsn, hash);
    verdicts.require(
        CONTENT, known == null || known.equals(hash), "at", lsn, node, hash, "others", known);
  }

  /// What `node` counts as committed.
  public long committedBy(NodeId node) {
    return replica(node).committed;
  }

  public long acknowledgedEnd() {
    return acknowledgedEnd;
  }

  public long committedEnd() {
    return committedEnd;
  }

  private Replica replica(NodeId node) {
    return replicas.computeIfAbsent(node, fresh -> new Replica());
  }

  /// Whether a disk kept its promises since the last process.
  public enum Disk {
    SOUND,
    DAMAGED
  }

  private record Fact(LogPosition before, long content) {}

  private static final class Replica {
    private final List<LogPosition> log = new ArrayList<>();
    private List<LogPosition> rotten = List.of();
    private long durable;
    private long committed;
    private long applied;

    long end() {
      return log.size();
    }

    void cut(long lsn) {
      while (log.size() > lsn) {
        log.removeLast();
      }
      durable = Math.min(durable, lsn);
    }

    /// A new process: what it found is durable, what it knew is forgotten.
    void become(List<LogPosition> found, Disk disk) {
      rotten = disk == Disk.DAMAGED ? List.copyOf(log.subList(0, (int) durable)) : List.of();
      log.clear();
      log.addAll(found);
      durable = log.size();
      committed = 0;
      applied = 0;
    }

    boolean isDurable(LogPosition position) {
      long lsn = position.lsn().number();
      return durable >= lsn && position.equals(at(lsn));
    }

    LogPosition positionAt(long lsn) {
      return log.get((int) lsn - 1);
    }

    @Nullable LogPosition at(long lsn) {
      return lsn >= 1 && lsn <= end() ? log.get((int) lsn - 1) : null;
    }
  }
}
