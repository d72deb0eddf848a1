package chorus.sim.meta;

import chorus.base.NodeId;
import chorus.env.Env;
import chorus.env.Message;
import chorus.env.MetaLog;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.resp.Bytes;
import chorus.sim.world.Machine;
import chorus.sim.world.MessageCodec;
import chorus.sim.world.Run;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.SimNetwork;
import chorus.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The control log's model, in virtual time.
final class ModelCluster implements MetaLogCluster {
  private final World world;
  private final SimNetwork network;
  private final MetaGroup group;
  private final List<Machine> machines = new ArrayList<>();
  private final Map<Integer, Member> running = new TreeMap<>();
  private final Map<Integer, RecordingMachine> latest = new TreeMap<>();

  private record Member(MetaLog log, Env strand) {}

  ModelCluster(int founders, int others, MetaFaults faults, long seed) {
    world = new World(new SimEntropy(seed), 10_000_000);
    network = new SimNetwork(world, new NoMessages());
    for (int node = 0; node < founders + others; node++) {
      var machine = new Machine(world, new NodeId("n" + (node + 1)), node);
      machines.add(machine);
      network.attach(machine);
    }
    group =
        new MetaGroup(
            world,
            network,
            MetaMembers.first(IntStream.range(0, founders).mapToObj(this::peer).toList()));
    group.faults(faults);
  }

  @Override
  public int nodes() {
    return machines.size();
  }

  @Override
  public void start(int node) {
    Machine machine = machines.get(node);
    Run run =
        machine.boot(
            network,
            (id, cause) -> {
              throw new AssertionError(id + " failed", cause);
            });
    Env strand = run.strand("control");
    MetaLog log = group.member(machine.id(), run, strand);
    var recording = new RecordingMachine();
    latest.put(node, recording);
    running.put(node, new Member(log, strand));
    strand.scheduler().execute(() -> log.start(recording));
  }

  @Override
  public void stop(int node) {
    running.remove(node);
    machines.get(node).losePower();
  }

  @Override
  public boolean runs(int node) {
    return running.containsKey(node);
  }

  @Override
  public RecordingMachine machine(int node) {
    return present(latest.get(node));
  }

  @Override
  public Attempt propose(int node, String command) {
    Member member = present(running.get(node));
    var attempt = new Attempt(machine(node));
    member.strand().scheduler().execute(() -> member.log().propose(Bytes.utf8(command), attempt));
    return attempt;
  }

  @Override
  public Attempt barrier(int node) {
    Member member = present(running.get(node));
    var attempt = new Attempt(machine(node));
    member.strand().scheduler().execute(() -> member.log().barrier(attempt));
    return attempt;
  }

  @Override
  public Optional<MetaMembers> members(int node) {
    return present(running.get(node)).log().members();
  }

  @Override
  public Attempt change(int node, MetaMembers members) {
    Member member = present(running.get(node));
    var attempt = new Attempt(machine(node));
    member.strand().scheduler().execute(() -> member.log().change(members, attempt));
    return attempt;
  }

  @Override
  public MetaPeer peer(int node) {
    return new MetaPeer(machines.get(node).id(), 1, "127.0.0.1", 7301 + node);
  }

  @Override
  public boolean runUntil(Duration limit, BooleanSupplier condition) {
    long deadline = world.nowNanos() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (world.nowNanos() >= deadline) {
        return false;
      }
      world.runFor(Duration.ofMillis(5));
    }
    return true;
  }

  @Override
  public void close() {
    machines.forEach(Machine::kill);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("that node does not run");
    }
    return value;
  }

  private static final class NoMessages implements MessageCodec {
    @Override
    public Bytes encode(Message message) {
      throw new AssertionError("the control log has its own way");
    }

    @Override
    public Message decode(Bytes encoded) {
      throw new AssertionError("the control log has its own way");
    }
  }
}
