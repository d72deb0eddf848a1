package chorus.sim.check;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.Fsync;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The logs of one shard's replicas as their owners reported them, side by side, and the laws about
/// them: log matching, one history of committed records, acknowledged means durable where the mode
/// says, one leader per epoch, equal content at equal positions. In lossy epochs an election may
/// leave committed records behind: of those only what is saved first may be cut.
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
  public static final String SAVED = "what was acknowledged is saved before it is cut";

  private static final Set<AckMode> EVERYBODY = EnumSet.of(AckMode.ALL, AckMode.CHAIN);

  private final Verdicts verdicts;
  private final Map<NodeId, Replica> replicas = new LinkedHashMap<>();
  private final Map<LogPosition, Fact> facts = new TreeMap<>();
  private final Map<Long, LogPosition> history = new TreeMap<>();
  private final Map<Long, String> leaders = new TreeMap<>();
  private final Map<LogPosition, String> contents = new TreeMap<>();
  private final Map<Long, Long> starts = new TreeMap<>();
  private final Map<Long, Long> acknowledgedBy = new TreeMap<>();
  private final Set<LogPosition> writes = new TreeSet<>();
  private @Nullable AckConfig config;
  private Fsync fsync = Fsync.ALWAYS;
  private long lossyTo;
  private long committedEnd;
  private long acknowledgedEnd;

  public ReplicaLogs(Verdicts verdicts, List<NodeId> members) {
    this.verdicts = verdicts;
    members.forEach(node -> replicas.put(node, new Replica()));
  }

  /// It is agreed that records of the epochs up to `epoch` may count on their leader alone.
  public void lossyTo(long epoch) {
    lossyTo = Math.max(lossyTo, epoch);
  }

  private boolean isLossy(LogPosition position) {
    return position.epoch().number() <= lossyTo;
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
        last == null || agreed.isLossy() || isEnough(agreed, last, Reason.ACKNOWLEDGED),
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

  /// It is agreed when a leader's own copy counts, in a mode in which it counts alone. What counted
  /// before its fsync stays so when that is changed.
  public void fsync(Fsync agreed) {
    fsync = fsync == Fsync.EVERYSEC ? fsync : agreed;
  }

  /// The leader of `epoch` writes its first record at `lsn`.
  public void activating(long epoch, long lsn) {
    starts.put(epoch, lsn);
    if (lossyTo > 0) {
      acknowledgedEnd = Math.min(acknowledgedEnd, lsn - 1);
    }
  }

  /// A record was appended to `node`'s log. `content` stands for what it says. Its position and the
  /// one before it are remembered for good: a position names a whole history.
  public void appended(NodeId node, LogPosition at, long content, Matter matter) {
    if (matter == Matter.WRITE) {
      writes.add(at);
    }
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
    Replica replica = replica(node);
    List<LogPosition> lost =
        replica.log.subList((int) Math.min(lsn, replica.end()), (int) replica.end()).stream()
            .filter(this::isAcknowledgedWrite)
            .filter(each -> !replica.saved.contains(each))
            .toList();
    verdicts.require(SAVED, lost.isEmpty(), "cut from", node, lost);
    replica.cut(lsn);
  }

  private boolean isAcknowledgedWrite(LogPosition position) {
    long acknowledged = acknowledgedBy.getOrDefault(position.epoch().number(), 0L);
    return writes.contains(position) && position.lsn().number() <= acknowledged;
  }

  /// The writes in `node`'s log from `from` to `to` are in its diverged store.
  public void saved(NodeId node, long from, long to) {
    Replica replica = replica(node);
    for (long lsn = from; lsn <= Math.min(to, replica.end()); lsn++) {
      replica.saved.add(replica.positionAt(lsn));
    }
  }

  /// Nothing from `from` to `to` can be saved at `node`, since its disk does not give it.
  public void unreadable(NodeId node, long from, long to) {
    saved(node, from, to);
  }

  /// `node` goes back to `keep`: what it counted as committed above it, another leader has other
  /// records for.
  public void rewound(NodeId node, long keep) {
    Replica replica = replica(node);
    for (long lsn = keep + 1; lsn <= Math.min(replica.committed, replica.end()); lsn++) {
      LogPosition at = replica.positionAt(lsn);
      verdicts.require(ONE_HISTORY, isLossy(at), "goes back before", node, at);
    }
    replica.committed = Math.min(replica.committed, keep);
    replica.applied = replica.applied > keep ? 0 : replica.applied;
    committedEnd = latestCommitted();
  }

  private long latestCommitted() {
    return replicas.values().stream().mapToLong(each -> each.committed).max().orElse(0);
  }

  /// `node` deletes all that it has: by what is agreed, it counts no more.
  public void discarded(NodeId node) {
    replicas.put(node, new Replica());
  }

  /// Everything up to `lsn` is fsynced on `node`.
  public void durable(NodeId node, long lsn) {
    Replica replica = replica(node);
    replica.durable = Math.max(replica.durable, Math.min(lsn, replica.end()));
  }

  /// What `node` confirms counts from now on, until its process ends.
  public void confirms(NodeId node) {
    replica(node).confirms = true;
  }

  /// `node` does not have the records up to `base` in its log any more: they must be in its rows,
  /// durably.
  public void trimmed(NodeId node, long base) {
    Replica replica = replica(node);
    verdicts.require(
        KEPT, base <= replica.applied, "trimmed", node, base, "applied", replica.applied);
  }

  /// `node` has no rows to rely on: what comes from now on does not count there. What it had counts
  /// until then, since no leader can know.
  public void rowsAwaited(NodeId node) {
    Replica replica = replica(node);
    replica.applied = 0;
    replica.loseRows();
  }

  /// The same, and its log begins behind `at`.
  public void rowsAwaited(NodeId node, LogPosition at) {
    rowsAwaited(node);
    replica(node).becomes(historyOf(at));
  }

  /// All rows of a snapshot that stands at `at` are on `node`.
  public void rowsInstalled(NodeId node, LogPosition at) {
    Replica replica = replica(node);
    replica.rows = Rows.HERE;
    replica.applied = at.lsn().number();
    committed(node, Math.max(replica.committed, at.lsn().number()));
  }

  /// A new process of `node` found its log to begin behind `base` and to end at `last`, and its
  /// rows to stand at `applied`; a damaged disk may have less than was durable. A cut that was not
  /// durable may be undone, so the log is read off the chain of positions behind `last`. True if
  /// acknowledged records are missing.
  public boolean recovered(NodeId node, Lsn base, Lsn applied, LogPosition last, Disk disk) {
    Replica replica = replica(node);
    boolean hasRows = !applied.isBefore(base);
    verdicts.require(
        KEPT,
        hasRows || disk == Disk.DAMAGED || replica.rows == Rows.AWAITED,
        "rows of",
        node,
        "stand at",
        applied,
        "and its log begins behind",
        base);
    if (hasRows) {
      replica.rows = Rows.HERE;
    } else {
      replica.loseRows();
    }
    LogPosition acknowledged = replica.at(Math.min(replica.confirmed(), acknowledgedEnd));
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
    replica.applied = applied.number();
    replica.committed = applied.number();
    if (lossyTo > 0) {
      committedEnd = latestCommitted();
    }
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
      LogPosition known = history.get(each);
      boolean isNewer = known == null || at.compareTo(known) > 0;
      verdicts.require(
          ONE_HISTORY,
          known == null || known.equals(at) || isLossy(isNewer ? known : at),
          "at",
          node,
          at,
          "but was",
          known);
      if (isNewer) {
        history.put(each, at);
      }
    }
    committedEnd = Math.max(committedEnd, lsn);
  }

  /// `node` applied everything up to `lsn` to its store.
  public void applied(NodeId node, long lsn) {
    Replica replica = replica(node);
    long committed = lossyTo > 0 ? replica.committed : committedEnd;
    verdicts.require(APPLIED, lsn <= committed, "applied", node, lsn, "committed", committed);
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
        rule != null && EVERYBODY.contains(rule.mode()) && isOfAnEarlierLeader
            ? Reason.SHOWN
            : Reason.ACKNOWLEDGED;
    boolean enough =
        rule != null
            && mine != null
            && (rule.isLossy() ? isEnough(node, mine) : isEnough(rule, mine, reason));
    verdicts.require(DURABLE, enough, "acknowledged", node, mine, lsn, holders(mine), rule);
    acknowledgedBy.merge(epoch, lsn, Math::max);
    if (reason == Reason.ACKNOWLEDGED) {
      acknowledgedEnd = Math.max(acknowledgedEnd, lsn);
    }
  }

  /// Why a record must be on some nodes: it counts as acknowledged, or, in `all` and `chain`, what
  /// an earlier leader wrote was only shown.
  private enum Reason {
    ACKNOWLEDGED,
    SHOWN
  }

  /// Where the leader alone counts, it has the record, and durably unless that trails.
  private boolean isEnough(NodeId leader, LogPosition record) {
    return fsync == Fsync.EVERYSEC || holders(record).contains(leader);
  }

  private boolean isEnough(AckConfig rule, LogPosition record, Reason reason) {
    List<NodeId> holders = holders(record);
    long copies = rule.replicas().stream().filter(holders::contains).count();
    boolean isOnMajority = copies > rule.replicas().size() / 2;
    return switch (rule.mode()) {
      case MAJORITY -> isOnMajority;
      case SEMI_SYNC -> holders.containsAll(rule.synchronous());
      case ALL, CHAIN -> reason == Reason.SHOWN ? isOnMajority : copies == rule.replicas().size();
      case ASYNC -> copies > 0;
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
    LogPosition here = replica(node).at(lsn);
    LogPosition at = here == null ? history.get(lsn) : here;
    if (at != null) {
      String known = contents.putIfAbsent(at, hash);
      verdicts.require(
          CONTENT, known == null || known.equals(hash), "at", at, node, hash, "others", known);
    }
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

  /// What a record is.
  public enum Matter {
    /// It changes rows.
    WRITE,
    /// It begins a leadership, or asks for a hash.
    NOTE
  }

  /// Whether a disk kept its promises since the last process.
  public enum Disk {
    SOUND,
    DAMAGED
  }

  /// Whether what a log does not have any more is in rows.
  private enum Rows {
    HERE,
    AWAITED
  }

  private record Fact(LogPosition before, long content) {}

  private static final class Replica {
    private final List<LogPosition> log = new ArrayList<>();
    private final Set<LogPosition> saved = new TreeSet<>();
    private List<LogPosition> rotten = List.of();
    private Rows rows = Rows.HERE;

    /// What still counts of a replica whose rows are awaited.
    private long countedTo;

    private long durable;

    /// What this process has durably counts. If not, so much does that an earlier one had.
    private boolean confirms;

    private long confirmedBefore;

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
      confirmedBefore = Math.min(confirmedBefore, lsn);
    }

    long confirmed() {
      return confirms ? durable : Math.min(confirmedBefore, durable);
    }

    /// A new process: what it found is durable, what it knew is forgotten.
    void become(List<LogPosition> found, Disk disk) {
      confirmedBefore = confirmed();
      while (confirmedBefore > found.size()
          || (confirmedBefore > 0
              && !found.get((int) confirmedBefore - 1).equals(at(confirmedBefore)))) {
        confirmedBefore--;
      }
      confirms = false;
      rotten = disk == Disk.DAMAGED ? List.copyOf(log.subList(0, (int) durable)) : List.of();
      log.clear();
      log.addAll(found);
      durable = log.size();
      committed = 0;
      applied = 0;
    }

    /// The log begins anew behind the last of these, which it had, or is about to have in rows.
    void becomes(List<LogPosition> history) {
      log.clear();
      log.addAll(history);
      durable = log.size();
    }

    void loseRows() {
      countedTo = rows == Rows.HERE ? confirmed() : countedTo;
      rows = Rows.AWAITED;
    }

    boolean isDurable(LogPosition position) {
      long lsn = position.lsn().number();
      boolean counts = rows == Rows.HERE || lsn <= countedTo;
      return counts && confirmed() >= lsn && position.equals(at(lsn));
    }

    LogPosition positionAt(long lsn) {
      return log.get((int) lsn - 1);
    }

    @Nullable LogPosition at(long lsn) {
      return lsn >= 1 && lsn <= end() ? log.get((int) lsn - 1) : null;
    }
  }
}
