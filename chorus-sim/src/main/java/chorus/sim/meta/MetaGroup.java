package chorus.sim.meta;

import chorus.base.NodeId;
import chorus.base.Require;
import chorus.env.Env;
import chorus.env.MetaLog;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.resp.Bytes;
import chorus.sim.world.EventKind;
import chorus.sim.world.Machine;
import chorus.sim.world.Run;
import chorus.sim.world.SimNetwork;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The log itself and who leads it. A commit needs the leader and a majority of the voters awake
/// and connected both ways at that instant; what was committed is never lost.
///
/// Invariant: one sequence of commands; every node applies a prefix of it. Snapshots taken at one
/// index by different nodes are equal, or the machine is no function of its commands.
public final class MetaGroup {
  static final int NOWHERE = -1;
  private static final long TICK_NANOS = 40_000_000;
  private static final long PATIENCE_NANOS = 300_000_000;

  private final World world;
  private final SimNetwork network;
  private final RandomGenerator chance;
  private final List<Bytes> committed = new ArrayList<>();
  private final List<Entry> undecided = new ArrayList<>();
  private final Map<NodeId, MetaSnapshot> snapshots = new LinkedHashMap<>();
  private final TreeMap<Integer, Bytes> snapshotAt = new TreeMap<>();
  private final Map<NodeId, SimMetaLog> handles = new LinkedHashMap<>();
  private final Map<NodeId, Integer> learnt = new LinkedHashMap<>();
  private final Map<NodeId, MetaMembers> seen = new LinkedHashMap<>();
  private MetaMembers members;
  private @Nullable MetaMembers next;
  private MetaFaults faults = MetaFaults.QUIET;
  private @Nullable NodeId leader;
  private MetaSnapshot cutAt = MetaSnapshot.NONE;
  private long lonelySince = -1;
  private long electAt = -1;
  private int elections;

  public MetaGroup(World world, SimNetwork network, MetaMembers members) {
    this.world = world;
    this.network = network;
    this.members = members;
    this.chance = world.entropy().fork("meta");
    tick();
  }

  public void faults(MetaFaults faults) {
    this.faults = faults;
  }

  /// Who takes part.
  public MetaMembers members() {
    return members;
  }

  /// Who takes part, as the process of `node` learnt last.
  Optional<MetaMembers> seenBy(NodeId node) {
    return Optional.ofNullable(seen.get(node));
  }

  /// Who leads the log, or null.
  public @Nullable NodeId leader() {
    return leader;
  }

  /// Leaders chosen so far.
  public int elections() {
    return elections;
  }

  /// Commands committed so far.
  public int length() {
    return committed.size();
  }

  /// The log as the process `run` of a node sees it. `strand` is where its machine lives.
  public MetaLog member(NodeId node, Run run, Env strand) {
    var handle = new SimMetaLog(this, node, run, strand);
    handles.put(node, handle);
    seen.remove(node);
    return handle;
  }

  /// The leader loses its place at once, if there is one.
  public void depose() {
    NodeId before = leader;
    if (before != null) {
      leader = null;
      lonelySince = -1;
      tell(before, SimMetaLog::leadershipLost);
    }
  }

  private void tick() {
    if (leader != null && !leads(leader)) {
      if (lonelySince < 0) {
        lonelySince = world.nowNanos();
      } else if (world.nowNanos() - lonelySince > PATIENCE_NANOS) {
        depose();
      }
    } else {
      lonelySince = -1;
    }
    if (leader == null) {
      elect();
    }
    handles.forEach((node, handle) -> {
      if (reachableLeader(node) != null) {
        seen.put(node, members);
      }
      spread(node, handle, committed.size());
    });
    world.after(TICK_NANOS, EventKind.META, NOWHERE, this::tick);
  }

  private void elect() {
    var able = new ArrayList<NodeId>();
    for (MetaPeer voter : members.voters()) {
      if (leads(voter.node())) {
        able.add(voter.node());
      }
    }
    if (able.isEmpty()) {
      electAt = -1;
    } else if (electAt < 0) {
      electAt = world.nowNanos() + chance.nextInt(faults.electionMillis() + 1) * 1_000_000L;
    } else if (world.nowNanos() >= electAt) {
      electAt = -1;
      begin(able.get(chance.nextInt(able.size())));
    }
  }

  /// The new leader may have what the old one had begun, and then it is committed now; or not.
  private void begin(NodeId elected) {
    leader = elected;
    elections++;
    for (Entry entry : List.copyOf(undecided)) {
      if (chance.nextBoolean()) {
        commit(entry.command());
      }
    }
    undecided.clear();
    MetaMembers wanted = next;
    next = null;
    if (wanted != null && isMajority(elected, wanted) && chance.nextBoolean()) {
      become(wanted);
    }
    if (elected.equals(leader)) {
      tell(elected, SimMetaLog::leadershipGained);
    }
  }

  private void tell(NodeId node, Consumer<SimMetaLog> news) {
    SimMetaLog handle = handles.get(node);
    if (handle != null) {
      news.accept(handle);
    }
  }

  /// Whether `node` reaches a majority of the voters, itself included, at this instant.
  private boolean leads(NodeId node) {
    return awake(node) && isMajority(node, members);
  }

  private boolean isMajority(NodeId node, MetaMembers of) {
    int reached = 0;
    for (MetaPeer voter : of.voters()) {
      if (reaches(node, voter)) {
        reached++;
      }
    }
    return reached > of.voters().size() / 2;
  }

  private boolean reaches(NodeId node, MetaPeer peer) {
    return awake(peer.node()) && connected(node, peer.node());
  }

  /// Whether `node` has a process that takes part.
  private boolean awake(NodeId node) {
    Machine machine = network.machine(node);
    SimMetaLog handle = handles.get(node);
    return machine != null && machine.isAwake() && handle != null && !handle.isGone();
  }

  /// What `node` had on its disk is gone.
  public void forget(NodeId node) {
    snapshots.remove(node);
    learnt.remove(node);
    seen.remove(node);
  }

  /// What `node` has on its disk; the result makes it so again.
  public Runnable copy(NodeId node) {
    MetaSnapshot snapshot = ownSnapshot(node);
    int end = learnt.getOrDefault(node, 0);
    return () -> {
      forget(node);
      snapshots.put(node, snapshot);
      learnt.put(node, end);
    };
  }

  private boolean connected(NodeId one, NodeId other) {
    return network.passes(one, other) && network.passes(other, one);
  }

  /// The leader that `from` reaches now, or null.
  @Nullable NodeId reachableLeader(NodeId from) {
    NodeId now = leader;
    return now != null && takesPart(from) && awake(now) && connected(from, now) ? now : null;
  }

  private boolean takesPart(NodeId node) {
    return members.of(node).isPresent();
  }

  /// `at` wants others to take part; `done` hears once that is committed, or nothing ever. False if
  /// nothing is done: `at` does not lead, another change is under way, or a newcomer is silent.
  boolean change(NodeId at, MetaMembers wanted, Runnable done) {
    boolean silent =
        wanted.all().stream().anyMatch(each -> !takesPart(each.node()) && !reaches(at, each));
    if (!at.equals(leader) || next != null || silent) {
      return false;
    }
    next = wanted;
    later(() -> decide(at, wanted, done));
    return true;
  }

  /// Needs a majority of those who vote now and of those who are to.
  private void decide(NodeId at, MetaMembers wanted, Runnable done) {
    if (happens(faults.deposePerMille())) {
      depose();
    }
    if (!wanted.equals(next) || !at.equals(leader)) {
      return;
    }
    if (leads(at) && isMajority(at, wanted)) {
      next = null;
      become(wanted);
      done.run();
    } else {
      world.after(TICK_NANOS, EventKind.META, NOWHERE, () -> decide(at, wanted, done));
    }
  }

  /// Whoever is reached learns of it; who takes part no longer may be left in the dark.
  private void become(MetaMembers wanted) {
    NodeId at = leader;
    members = wanted;
    world.note(wanted.all().size());
    for (NodeId node : handles.keySet()) {
      boolean reached = at != null && awake(node) && connected(at, node);
      if (reached && (takesPart(node) || chance.nextBoolean())) {
        seen.put(node, wanted);
      }
    }
    boolean votes = wanted.voters().stream().anyMatch(each -> each.node().equals(at));
    if (!votes) {
      depose();
    }
  }

  /// A command has reached `at`; `answer` gets the index behind it once it is committed, or nothing
  /// ever. False if `at` does not lead (any more).
  boolean append(NodeId at, Bytes command, IntConsumer answer) {
    if (!at.equals(leader)) {
      return false;
    }
    var entry = new Entry(command, answer);
    undecided.add(entry);
    later(() -> decide(at, entry));
    if (happens(faults.repeatPerMille())) {
      world.after(chance.nextInt(2_000_000_000), EventKind.META, NOWHERE, () -> repeat(command));
    }
    return true;
  }

  private void repeat(Bytes command) {
    NodeId now = leader;
    if (now != null) {
      append(now, command, index -> {});
    }
  }

  private void decide(NodeId at, Entry entry) {
    if (happens(faults.deposePerMille())) {
      depose();
    }
    if (!undecided.contains(entry)) {
      return;
    }
    if (!at.equals(leader)) {
      return;
    }
    if (leads(at)) {
      undecided.remove(entry);
      commit(entry.command());
      entry.answer().accept(committed.size());
    } else {
      world.after(TICK_NANOS, EventKind.META, NOWHERE, () -> decide(at, entry));
    }
  }

  private void commit(Bytes command) {
    committed.add(command);
    world.note(command.length());
    int index = committed.size();
    handles.forEach((node, handle) -> later(() -> spread(node, handle, index)));
  }

  /// The log's end as the leader proves it at this instant, or [#NOWHERE].
  int confirmedEnd(NodeId at) {
    return at.equals(leader) && leads(at) ? committed.size() : NOWHERE;
  }

  private void spread(NodeId node, SimMetaLog handle, int index) {
    if (handles.get(node) == handle && reachableLeader(node) != null) {
      learnt.merge(node, index, Math::max);
      handle.learn(index);
    }
  }

  /// What a new process of `node` finds on its own disk: its last snapshot, and perhaps how far the
  /// log was known to be committed.
  MetaSnapshot ownSnapshot(NodeId node) {
    return snapshots.getOrDefault(node, MetaSnapshot.NONE);
  }

  int rememberedEnd(NodeId node) {
    return chance.nextBoolean() ? learnt.getOrDefault(node, 0) : ownSnapshot(node).index();
  }

  /// The newest snapshot that anybody offers: what a node gets whose next command was cut.
  MetaSnapshot offered() {
    return cutAt;
  }

  boolean isCut(int index) {
    return index < cutAt.index();
  }

  Bytes command(int index) {
    return committed.get(index);
  }

  boolean wantsSnapshot(int index) {
    return index % faults.snapshotEvery() == 0;
  }

  void snapshot(NodeId node, int index, Bytes state) {
    Bytes known = snapshotAt.putIfAbsent(index, state);
    Require.that(
        known == null || known.equals(state), "equal commands give equal cluster state at", index);
    var taken = new MetaSnapshot(index, state);
    snapshots.put(node, taken);
    if (node.equals(leader) && index > cutAt.index()) {
      cutAt = taken;
    }
  }

  /// Does `action` after about one way through the network and a sync.
  void later(Runnable action) {
    long nanos = network.faults().delayNanos(chance) + 300_000 + chance.nextInt(2_000_000);
    world.after(nanos, EventKind.META, NOWHERE, action);
  }

  void after(long nanos, Runnable action) {
    world.after(nanos, EventKind.META, NOWHERE, action);
  }

  long nowNanos() {
    return world.nowNanos();
  }

  private boolean happens(int perMille) {
    return perMille > 0 && chance.nextInt(1000) < perMille;
  }

  /// A command that the leader has and that is not committed yet. Identity matters, so compared by
  /// its answer, of which each has its own.
  private record Entry(Bytes command, IntConsumer answer) {}
}
