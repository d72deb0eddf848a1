package chorus.sim.workload;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.Queues;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.World;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that pushes to queues that all share, or waits for what is pushed (BLPOP), through
/// whichever node. One command at a time; it hangs up when its patience ends, also while it waits.
public final class QueueClient {
  /// What it does all the time.
  public enum Role {
    PUSHES,
    POPS
  }

  private static final List<String> QUEUES = List.of("queue1", "queue2");

  private final World world;
  private final String name;
  private final Role role;
  private final Queues queues;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final Dial<Asked> dial;
  private final NextStep next;
  private final int thinkMillis;
  private final int patienceMillis;
  private final ArrayDeque<String> toReadBack = new ArrayDeque<>();
  private final Map<String, List<String>> left = new TreeMap<>();
  private @Nullable Asked current;
  private long pushes;
  private boolean finished;

  public QueueClient(SimCluster cluster, int number, Role role, Queues queues, Verdicts verdicts) {
    this.world = cluster.world();
    this.name = "q" + number;
    this.role = role;
    this.queues = queues;
    this.verdicts = verdicts;
    this.random = world.entropy().fork("queue client/" + number);
    this.next = new NextStep(world);
    this.dial = new Dial<>(cluster, random, Redirects.drawn(world, name), new Ear());
    this.thinkMillis = 10 + random.nextInt(120);
    this.patienceMillis = 500 + random.nextInt(6000);
  }

  public void start() {
    next.in(thinkMillis, this::ask);
  }

  /// Asks for nothing more, and waits for no element any more.
  public void finish() {
    finished = true;
    if (current != null && current.kind == Kind.POP) {
      giveUp();
    }
  }

  /// Whether nothing is under way, and all is read back that was to be.
  public boolean isIdle() {
    return current == null && toReadBack.isEmpty();
  }

  /// Reads what is left of each queue, each until that is answered.
  public void readBack() {
    toReadBack.addAll(queues.names());
    next.in(1, this::ask);
  }

  /// What was left of each queue.
  public Map<String, List<String>> left() {
    return left;
  }

  private void ask() {
    if (!toReadBack.isEmpty()) {
      send(new Asked(Kind.READ, toReadBack.getFirst(), "", world.nowNanos()));
    } else if (!finished) {
      String queue = QUEUES.get(random.nextInt(QUEUES.size()));
      send(
          switch (role) {
            case PUSHES -> new Asked(Kind.PUSH, queue, name + "-" + pushes++, world.nowNanos());
            case POPS -> new Asked(Kind.POP, queue, "", world.nowNanos());
          });
    }
  }

  private void send(Asked asked) {
    if (asked.kind == Kind.PUSH) {
      queues.asked(asked.queue, asked.element, asked.atNanos);
    }
    current = asked;
    dial.line().send(List.of(asked), List.of(words(asked)));
    next.in(patienceMillis, this::giveUp);
  }

  private List<Bytes> words(Asked asked) {
    return switch (asked.kind) {
      case PUSH -> Words.words("RPUSH", asked.queue, asked.element);
      case READ -> Words.words("LRANGE", asked.queue, "0", "-1");
      case POP -> {
        String patience = random.nextInt(3) == 0 ? "0" : "0." + (1 + random.nextInt(9));
        yield random.nextBoolean()
            ? Words.words("BLPOP", asked.queue, patience)
            : Words.words("BLPOP", QUEUES.getFirst(), QUEUES.getLast(), patience);
      }
    };
  }

  private void giveUp() {
    dial.hangUp();
    if (current != null) {
      open(current);
      goOn();
    }
  }

  private void goOn() {
    current = null;
    next.in(1 + random.nextInt(2 * thinkMillis), this::ask);
  }

  /// Nobody will ever hear what became of it.
  private void open(Asked asked) {
    if (asked.kind == Kind.POP) {
      queues.openPop();
    }
  }

  /// It did not happen.
  private void refused(Asked asked) {
    if (asked.kind == Kind.PUSH) {
      queues.refused(asked.queue, asked.element);
    }
  }

  private void heard(Asked asked, Reply reply) {
    if (!asked.equals(current)) {
      return;
    }
    Redirects.target(reply).ifPresent(dial::goTo);
    switch (Verdict.of(reply)) {
      case ANSWERED -> answered(asked, reply);
      case NOT_APPLIED -> refused(asked);
      case INDETERMINATE -> open(asked);
      case UNKNOWN -> verdicts.broken(Client.KNOWN_ERRORS, name + ": " + reply);
    }
    goOn();
  }

  private void answered(Asked asked, Reply reply) {
    long now = world.nowNanos();
    switch (asked.kind) {
      case PUSH -> queues.pushed(asked.queue, asked.element, now);
      case READ -> {
        left.put(asked.queue, texts(reply));
        toReadBack.remove(asked.queue);
      }
      case POP -> {
        List<String> got = texts(reply);
        if (!got.isEmpty()) {
          queues.popped(got.getFirst(), got.getLast(), asked.atNanos, now, verdicts);
        }
      }
    }
  }

  private static List<String> texts(Reply reply) {
    return switch (reply) {
      case Reply.Array(var elements) -> elements.stream().map(Words::text).toList();
      default -> List.of();
    };
  }

  private enum Kind {
    PUSH,
    POP,
    READ
  }

  private record Asked(Kind kind, String queue, String element, long atNanos) {}

  private final class Ear implements Line.Owner<Asked> {
    @Override
    public void heard(Asked asked, Reply reply) {
      QueueClient.this.heard(asked, reply);
    }

    @Override
    public void heardUnasked() {
      verdicts.broken(Client.KNOWN_ERRORS, name + " got a reply that it did not ask for");
    }

    @Override
    public void heardAll(Line<Asked> from) {}

    @Override
    public void lost(Line<Asked> from) {
      Asked asked = current;
      if (dial.isAt(from) && asked != null) {
        if (from.wasAccepted()) {
          open(asked);
        } else {
          refused(asked);
        }
        goOn();
      }
    }
  }
}
