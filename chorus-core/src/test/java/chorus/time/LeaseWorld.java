package chorus.time;

import chorus.base.Epoch;
import chorus.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Members and leaders that ask for leases, on clocks that run unequally fast, over a network that
/// loses, repeats, delays and reorders. Leaders never give up, members restart, and the group of
/// members changes.
final class LeaseWorld {
  /// A mistake in the rule, to show that the law would notice it.
  enum Flaw {
    NONE,
    /// The leader counts from the answer's receipt.
    FROM_RECEIPT,
    /// The leader uses the whole lease.
    NO_DRIFT_BOUND,
    /// A restarted member believes that it promised nothing.
    FORGETS_AT_RESTART,
    /// A member follows a later epoch at once.
    ADOPTS_AT_ONCE,
    /// Half of the members are enough.
    NO_MAJORITY,
    /// Another group is agreed on without a lease from both.
    CHANGES_AT_ONCE
  }

  private static final int STEPS = 1500;

  /// Local units a tick of true time: slow, right and fast clocks. Fast over slow is just below
  /// `LEASE / USABLE`, which is what the drift bound allows.
  private static final long[] SPEEDS = {975, 1000, 1025};

  private static final long LEASE = 1_000_000;
  private static final long USABLE = 950_000;

  /// `knows` is the group that the leader takes for the agreed one.
  private static final class Leader {
    private final Epoch epoch;
    private final int node;
    private final LeaseHolder holder;
    private List<NodeId> knows;
    private int change;

    Leader(Epoch epoch, int node, LeaseHolder holder, List<NodeId> knows) {
      this.epoch = epoch;
      this.node = node;
      this.holder = holder;
      this.knows = knows;
    }
  }

  private record Ask(Leader leader, int member, long sentAt) {}

  private record Granted(Leader leader, int member, long sentAt) {}

  /// The `change`th agreement on a group.
  private record Learnt(Leader leader, int change, List<NodeId> group) {}

  private final SplittableRandom random;
  private final Flaw flaw;
  private final long[] speeds;
  private final long[] offsets;
  private final LeasePromise[] promises;
  private final List<Leader> leaders = new ArrayList<>();
  private final List<Record> network = new ArrayList<>();
  private final TreeSet<Epoch> held = new TreeSet<>();
  private List<NodeId> agreed;
  private int changes;
  private long trueTime;

  LeaseWorld(long seed, Flaw flaw) {
    this.random = new SplittableRandom(seed);
    this.flaw = flaw;
    int nodes = random.nextBoolean() ? 3 : 5;
    this.speeds = random.ints(nodes, 0, SPEEDS.length).mapToLong(each -> SPEEDS[each]).toArray();
    this.offsets = random.longs(nodes, -LEASE, LEASE).toArray();
    this.promises = new LeasePromise[nodes];
    this.agreed = IntStream.range(0, nodes).mapToObj(LeaseWorld::id).toList();
    for (int node = 0; node < nodes; node++) {
      promises[node] = LeasePromise.none(clock(node));
    }
  }

  int epochsThatHeld() {
    return held.size();
  }

  /// Runs the world; the first moment at which two leaders hold their lease.
  Optional<String> overlap() {
    for (int step = 0; step < STEPS; step++) {
      act();
      List<Epoch> valid =
          leaders.stream()
              .filter(each -> each.holder.isValidAt(clock(each.node)))
              .map(each -> each.epoch)
              .toList();
      held.addAll(valid);
      if (valid.size() > 1) {
        return Optional.of("at " + trueTime + " epochs " + valid);
      }
    }
    return Optional.empty();
  }

  private void act() {
    switch (random.nextInt(20)) {
      case 0 -> begin();
      case 1 -> restart(random.nextInt(promises.length));
      case 2, 3, 4, 5 -> leaders.forEach(this::ask);
      case 9 -> change();
      case 6, 7, 8 -> trueTime += random.nextInt(120);
      default -> deliver();
    }
  }

  private void begin() {
    if (random.nextInt(3) == 0) {
      int node = random.nextInt(promises.length);
      long usable = flaw == Flaw.NO_DRIFT_BOUND ? LEASE : USABLE;
      List<NodeId> group = flaw == Flaw.NO_MAJORITY ? some(promises.length / 2) : agreed;
      LeaseHolder holder = new LeaseHolder(group, usable, clock(node));
      leaders.add(new Leader(new Epoch(leaders.size() + 1L), node, holder, group));
    }
  }

  /// The latest leader has another group agreed on, and learns of it later, or never.
  private void change() {
    if (leaders.isEmpty() || flaw == Flaw.NO_MAJORITY || random.nextInt(3) > 0) {
      return;
    }
    Leader last = leaders.getLast();
    List<NodeId> next = some(1 + random.nextInt(promises.length));
    boolean may =
        flaw == Flaw.CHANGES_AT_ONCE
            || (last.knows.equals(agreed)
                && last.holder.join(
                    List.of(last.knows, next), clock(last.node) - LEASE, clock(last.node)));
    if (may) {
      agreed = next;
      network.add(new Learnt(last, ++changes, next));
    }
  }

  private List<NodeId> some(int count) {
    List<NodeId> all =
        IntStream.range(0, promises.length)
            .mapToObj(LeaseWorld::id)
            .collect(Collectors.toCollection(ArrayList::new));
    while (all.size() > count) {
      all.remove(random.nextInt(all.size()));
    }
    return all;
  }

  private void restart(int node) {
    if (random.nextInt(4) == 0) {
      promises[node] =
          flaw == Flaw.FORGETS_AT_RESTART
              ? LeasePromise.none(clock(node))
              : LeasePromise.unknown(clock(node), LEASE);
    }
  }

  /// The two or three latest leaders ask; the others would only fill the network.
  private void ask(Leader leader) {
    if (leaders.size() - leader.epoch.number() < 3 && random.nextBoolean()) {
      for (int member = 0; member < promises.length; member++) {
        network.add(new Ask(leader, member, clock(leader.node)));
      }
    }
  }

  private void deliver() {
    for (int left = Math.min(6, network.size()); left > 0; left--) {
      int at = random.nextInt(network.size());
      Record message = random.nextInt(10) == 0 ? network.get(at) : network.remove(at);
      if (random.nextInt(10) == 0) {
        continue;
      }
      switch (message) {
        case Ask ask -> answer(ask);
        case Granted granted -> granted(granted);
        case Learnt learnt -> learnt(learnt);
        default -> throw new AssertionError(message);
      }
    }
  }

  private void answer(Ask ask) {
    LeasePromise promise = promises[ask.member()];
    long now = clock(ask.member());
    Epoch epoch = ask.leader().epoch;
    boolean rash = flaw == Flaw.ADOPTS_AT_ONCE && epoch.isAfter(promise.epoch());
    if (promise.allows(epoch, now) || rash) {
      promises[ask.member()] = promise.renewed(epoch, now, LEASE);
      network.add(new Granted(ask.leader(), ask.member(), ask.sentAt()));
    }
  }

  private void granted(Granted granted) {
    Leader leader = granted.leader();
    long from = flaw == Flaw.FROM_RECEIPT ? clock(leader.node) : granted.sentAt();
    leader.holder.granted(id(granted.member()), from);
  }

  private static void learnt(Learnt learnt) {
    Leader leader = learnt.leader();
    if (learnt.change() > leader.change) {
      leader.change = learnt.change();
      leader.knows = learnt.group();
      leader.holder.obey(List.of(learnt.group()));
    }
  }

  private static NodeId id(int node) {
    return new NodeId("n" + node);
  }

  private long clock(int node) {
    return offsets[node] + trueTime * speeds[node];
  }
}
