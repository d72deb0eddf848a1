package chorus.sim.world;

import chorus.base.NodeId;
import chorus.env.Message;
import chorus.env.Network;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Links between machines, each way for itself. A message is lost, late, repeated or overtaken; a
/// cut link loses also what is on its way.
public final class SimNetwork {
  private static final int RARE_LOSS_PER_MILLE = 300;
  private static final int IN_FLIGHT = 4_000;
  private static final int HELD = 200;

  /// On its way for longer than this a message counts as late.
  private static final long LATE_NANOS = 50_000_000;

  private final World world;
  private final MessageCodec codec;
  private final RandomGenerator chance;
  private final Map<NodeId, Machine> machines = new LinkedHashMap<>();
  private final TreeSet<Link> cut = new TreeSet<>();
  private final Map<Link, List<Bytes>> held = new TreeMap<>();
  private LinkFaults faults = LinkFaults.QUIET;
  private Arrivals arrivals = (to, from, message) -> {};
  private int inFlight;
  private long sent;
  private long lost;
  private Predicate<Message> rare = message -> false;
  private long repeated;
  private long late;

  public SimNetwork(World world, MessageCodec codec) {
    this.world = world;
    this.codec = codec;
    this.chance = world.entropy().fork("network");
  }

  public void attach(Machine machine) {
    machines.put(machine.id(), machine);
  }

  /// Told when a message reaches a machine that is up, before its process sees it.
  @FunctionalInterface
  public interface Arrivals {
    void arrived(NodeId to, NodeId from, Message message);
  }

  /// From now on `listener` is told, and nobody else.
  public void onArrival(Arrivals listener) {
    this.arrivals = listener;
  }

  /// From now on messages travel like this.
  public void faults(LinkFaults faults) {
    this.faults = faults;
  }

  public LinkFaults faults() {
    return faults;
  }

  /// Nothing passes from `from` to `to` any more; the other way is not touched.
  public void cut(NodeId from, NodeId to) {
    cut.add(new Link(from, to));
  }

  public void heal(NodeId from, NodeId to) {
    var link = new Link(from, to);
    if (cut.remove(link)) {
      release(link);
    }
  }

  public void healAll() {
    List.copyOf(cut).forEach(link -> heal(link.from(), link.to()));
  }

  /// What waited for the link is on its way again.
  private void release(Link link) {
    Machine target = machines.get(link.to());
    List<Bytes> waiting = held.remove(link);
    if (target != null && waiting != null) {
      waiting.forEach(encoded -> carry(link.from(), link.to(), target, encoded));
    }
  }

  /// A message met a cut link: lost, or held until the link is healed.
  private void meetCut(Link link, Bytes encoded) {
    List<Bytes> waiting = held.computeIfAbsent(link, fresh -> new ArrayList<>());
    if (happens(faults.heldPerMille()) && waiting.size() < HELD) {
      waiting.add(encoded);
    } else {
      lost++;
    }
  }

  /// Whether messages pass from `from` to `to`.
  public boolean passes(NodeId from, NodeId to) {
    return from.equals(to) || !cut.contains(new Link(from, to));
  }

  /// Messages handed in so far.
  public long sent() {
    return sent;
  }

  public long lost() {
    return lost;
  }

  public long repeated() {
    return repeated;
  }

  public long late() {
    return late;
  }

  Network port(NodeId from) {
    return (to, message) -> send(from, to, message);
  }

  private void send(NodeId from, NodeId to, Message message) {
    Machine target = machines.get(to);
    sent++;
    Bytes encoded = codec.encode(message);
    world.note(checksum(encoded));
    if (target == null || inFlight >= IN_FLIGHT || loses(from, to, message)) {
      lost++;
      return;
    }
    if (!passes(from, to)) {
      meetCut(new Link(from, to), encoded);
      return;
    }
    carry(from, to, target, encoded);
    if (!from.equals(to) && happens(faults.repeatPerMille())) {
      repeated++;
      carry(from, to, target, encoded);
    }
  }

  private boolean loses(NodeId from, NodeId to, Message message) {
    return !from.equals(to)
        && (happens(faults.lossPerMille()) || (rare.test(message) && happens(RARE_LOSS_PER_MILLE)));
  }

  /// So few of these messages are sent that a loss by chance is never seen: many of them are lost
  /// from now on, also where all is healed.
  public void lose(Predicate<Message> these) {
    rare = these;
  }

  private void carry(NodeId from, NodeId to, Machine target, Bytes encoded) {
    inFlight++;
    long delay = from.equals(to) ? 1 + chance.nextInt(20_000) : faults.delayNanos(chance);
    if (delay > LATE_NANOS) {
      late++;
    }
    world.after(
        delay,
        EventKind.MESSAGE,
        target.number(),
        () -> {
          inFlight--;
          Run run = target.run();
          if (!passes(from, to)) {
            meetCut(new Link(from, to), encoded);
          } else if (run != null) {
            Message message = codec.decode(encoded);
            arrivals.arrived(to, from, message);
            run.deliver(from, message);
          }
        });
  }

  private boolean happens(int perMille) {
    return perMille > 0 && chance.nextInt(1000) < perMille;
  }

  private static long checksum(Bytes encoded) {
    var crc = new CRC32C();
    crc.update(encoded.array());
    return crc.getValue() << 32 | encoded.length();
  }

  private record Link(NodeId from, NodeId to) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /// The machine of that name, or null.
  public @Nullable Machine machine(NodeId id) {
    return machines.get(id);
  }
}
