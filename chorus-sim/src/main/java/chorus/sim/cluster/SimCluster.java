package chorus.sim.cluster;

import chorus.base.NodeId;
import chorus.base.Require;
import chorus.base.Starts;
import chorus.cluster.Member;
import chorus.definition.MemberAddress;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.node.Past;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.meta.MetaGroup;
import chorus.sim.world.EventKind;
import chorus.sim.world.Machine;
import chorus.sim.world.MessageCodec;
import chorus.sim.world.Run;
import chorus.sim.world.SimNetwork;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Machines n1 to nN, the links between them, the control plane's log, and the processes that come
/// and go.
public final class SimCluster {
  /// What the cluster is called.
  public static final String NAME = "simulated";

  private final World world;
  private final SimNetwork network;
  private final MetaGroup meta;
  private final NodeUnderTest.Starter starter;
  private final Map<NodeId, Machine> machines = new LinkedHashMap<>();
  private final Map<NodeId, NodeUnderTest> nodes = new LinkedHashMap<>();
  private final Map<NodeId, Map<NodeId, MemberAddress>> told = new LinkedHashMap<>();
  private final Set<NodeId> joins = new LinkedHashSet<>();
  private final Set<NodeId> left = new LinkedHashSet<>();
  private final Map<NodeId, Past> pasts = new LinkedHashMap<>();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Machine.CrashListener crashed;
  private final RandomGenerator marks;
  private Consumer<NodeId> outdated = node -> {};
  private boolean asks;

  /// `crashed` hears when a process ends by its own exception.
  public SimCluster(
      World world,
      int size,
      MessageCodec codec,
      NodeUnderTest.Starter starter,
      Machine.CrashListener crashed) {
    this.world = world;
    this.starter = starter;
    this.crashed = crashed;
    this.marks = world.entropy().fork("starts");
    this.network = new SimNetwork(world, codec);
    for (int number = 1; number <= size; number++) {
      place(new NodeId("n" + number));
    }
    Map<NodeId, MemberAddress> first = new LinkedHashMap<>();
    machines.keySet().forEach(each -> first.put(each, address(each)));
    machines.keySet().forEach(each -> told.put(each, first));
    this.meta =
        new MetaGroup(
            world,
            network,
            MetaMembers.first(machines.keySet().stream().map(SimCluster::peer).toList()));
  }

  private void place(NodeId id) {
    var machine = new Machine(world, id, machines.size() + 1);
    machines.put(id, machine);
    network.attach(machine);
  }

  /// A node that was added starts on a machine of its own, and is told of these members.
  public void join(NodeId id, Map<NodeId, MemberAddress> members) {
    place(id);
    told.put(id, members);
    joins.add(id);
    start(id);
  }

  /// What the disk of `id` tells.
  private Past past(NodeId id) {
    return pasts.getOrDefault(id, Past.NONE);
  }

  /// Counts a start on the disk of `id`: the first one of `incarnation`, or the next one.
  private Past started(NodeId id, int incarnation) {
    Past before = past(id);
    var starts = new ArrayList<Long>(before.starts());
    long count = before.isEmpty() ? 0 : Starts.count(before.boot());
    starts.add(Starts.number(incarnation, count + 1, asks ? marks.nextInt(Starts.MARKS) : 0));
    var after = new Past(starts, before.known());
    pasts.put(id, after);
    return after;
  }

  /// What is around one process of a node.
  private final class Around implements NodeUnderTest.Shell {
    private final NodeId id;
    private final Run run;

    Around(NodeId id, Run run) {
      this.id = id;
      this.run = run;
    }

    /// Where the present start is agreed, nothing is left to be told of those before it.
    @Override
    public void agreed(Map<NodeId, Member> members) {
      if (!run.isGone()) {
        Map<NodeId, Long> known = new LinkedHashMap<>();
        members.forEach((node, member) -> known.put(node, member.boot()));
        long boot = boot(id);
        boolean isKnown = known.getOrDefault(id, 0L) == boot;
        pasts.put(id, new Past(isKnown ? List.of(boot) : past(id).starts(), known));
      }
    }

    /// The process ends itself, and clients learn that it is no more.
    @Override
    public void removed() {
      end(() -> left.add(id));
    }

    @Override
    public void outdated() {
      end(() -> outdated.accept(id));
    }

    private void end(Runnable andThen) {
      world.after(
          1,
          EventKind.CLIENT,
          machine(id).number(),
          () -> {
            andThen.run();
            if (!run.isGone()) {
              kill(id);
            }
          });
    }

    @Override
    public Past first() {
      return started(id, 1);
    }

    @Override
    public Past anew(int incarnation, Map<NodeId, MemberAddress> members) {
      wipe(id);
      told.put(id, members);
      return started(id, incarnation);
    }
  }

  /// Whether the control plane does without any one of its voters, each of which remembers its
  /// votes.
  public boolean hasVotesToSpare() {
    List<MetaPeer> voters = meta.members().voters();
    return voters.size() >= 3
        && voters.size() == MetaMembers.voters(ids().size())
        && voters.stream().allMatch(it -> it.incarnation() == Starts.incarnation(boot(it.node())));
  }

  /// Whether these nodes have a majority of the votes in the control plane.
  public boolean canDecide(Collection<NodeId> those) {
    List<MetaPeer> voters = meta.members().voters();
    return 2 * voters.stream().filter(each -> those.contains(each.node())).count() > voters.size();
  }

  /// Whoever starts asks the others first from now on; `outdated` hears of those whose disk turned
  /// out to be an old copy, and whose process ended.
  public void askOnArrival(Consumer<NodeId> whenOutdated) {
    asks = true;
    outdated = whenOutdated;
  }

  /// The disk of a node that is down is empty from now on.
  public void wipe(NodeId id) {
    machine(id).disk().wipe();
    meta.forget(id);
    pasts.remove(id);
  }

  /// Copies the disk of a node that is down; the result puts the copy back, when it is down again.
  public Runnable copyDisk(NodeId id) {
    Runnable putBack = machine(id).disk().copy();
    Runnable control = meta.copy(id);
    Past past = past(id);
    return () -> {
      putBack.run();
      control.run();
      pasts.put(id, past);
    };
  }

  /// Where a node is reached.
  public static MemberAddress address(NodeId node) {
    return new MemberAddress(node.name(), 6379, 6380, 6381, 6382);
  }

  private static MetaPeer peer(NodeId node) {
    return new MetaPeer(node, 1, node.name(), address(node).control());
  }

  public World world() {
    return world;
  }

  public SimNetwork network() {
    return network;
  }

  public MetaGroup meta() {
    return meta;
  }

  /// Every node that is there; not who was removed and has ended.
  public List<NodeId> ids() {
    return machines.keySet().stream().filter(each -> !left.contains(each)).toList();
  }

  public Machine machine(NodeId id) {
    Machine machine = machines.get(id);
    if (machine == null) {
      throw new IllegalArgumentException("no machine " + id);
    }
    return machine;
  }

  /// The number of the process that runs or ran last on `id`.
  public long boot(NodeId id) {
    Past past = past(id);
    return past.isEmpty() ? 0 : past.boot();
  }

  public void startAll() {
    ids().forEach(this::start);
  }

  public void start(NodeId id) {
    Machine machine = machine(id);
    Require.that(!machine.isUp(), "a node is started when it is down", id);
    Past past = past(id);
    Run run = machine.boot(network, this::died);
    NodeUnderTest node =
        starter.start(
            run,
            strand -> meta.member(id, run, run.strand(strand)),
            new NodeUnderTest.Start(
                id,
                past.isEmpty() ? past : started(id, Starts.incarnation(past.boot())),
                asks && !joins.remove(id),
                told.getOrDefault(id, Map.of()),
                new Around(id, run)));
    nodes.put(id, node);
    run.receive(node);
  }

  /// SIGKILL.
  public void kill(NodeId id) {
    machine(id).kill();
    gone(id);
  }

  public void losePower(NodeId id) {
    machine(id).losePower();
    gone(id);
  }

  private void died(NodeId id, Throwable cause) {
    gone(id);
    crashed.crashed(id, cause);
  }

  private void gone(NodeId id) {
    nodes.remove(id);
    for (Connection each : List.copyOf(connections)) {
      if (each.node().equals(id)) {
        connections.remove(each);
        each.nodeGone();
      }
    }
  }

  /// Some stored rows of `id` rot, which is up.
  public void rotRows(NodeId id, int which) {
    NodeUnderTest node = nodes.get(id);
    if (node != null) {
      node.rotRows(which);
    }
  }

  /// Has `id` look at all that it has stored of the first database.
  public void verify(NodeId id) {
    var ear = new Hangup();
    ear.connection = connect(id, ear);
    ear.connection.send(
        List.of(List.of(Bytes.utf8("CHORUS"), Bytes.utf8("VERIFY"), Bytes.utf8("0"))));
  }

  /// Hangs up when it is answered.
  private static final class Hangup implements Connection.Listener {
    private @Nullable Connection connection;

    @Override
    public void replies(List<Reply> replies) {
      if (connection != null) {
        connection.close();
      }
    }

    @Override
    public void lost() {}
  }

  public boolean isUp(NodeId id) {
    return machine(id).isUp();
  }

  /// The nodes whose process neither is gone nor sleeps.
  public List<NodeId> awake() {
    var awake = new ArrayList<NodeId>();
    machines.forEach((id, machine) -> {
      if (machine.isAwake()) {
        awake.add(id);
      }
    });
    return awake;
  }

  /// The process of `id`, if it is up and takes clients.
  @Nullable NodeUnderTest node(NodeId id) {
    NodeUnderTest node = nodes.get(id);
    return node != null && node.isServing() ? node : null;
  }

  /// Opens a connection to `id`; what becomes of it, `listener` hears.
  public Connection connect(NodeId id, Connection.Listener listener) {
    var connection = new Connection(this, machine(id), listener);
    connections.add(connection);
    connection.open();
    return connection;
  }

  void forget(Connection connection) {
    connections.remove(connection);
  }
}
