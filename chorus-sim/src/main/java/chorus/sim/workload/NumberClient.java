package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that draws numbers from a few sequences that all share, one or many at once, through
/// whichever node. Draws alone never answer that they may have happened.
public final class NumberClient {
  private static final List<String> SEQUENCES = List.of("orders", "bills");
  private static final int MOST = 120;

  private final SimCluster cluster;
  private final World world;
  private final String name;
  private final UniqueNumbers numbers;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final Redirection redirection;
  private final NextStep next;
  private final int thinkMillis;
  private final int patienceMillis;
  private List<NodeId> known;
  private @Nullable Line<Drawn> line;
  private @Nullable NodeId toldToGo;
  private boolean finished;
  private long lastSuccessNanos = -1;

  public NumberClient(SimCluster cluster, int number, UniqueNumbers numbers, Verdicts verdicts) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.name = "s" + number;
    this.numbers = numbers;
    this.verdicts = verdicts;
    this.random = world.entropy().fork("number client/" + number);
    this.next = new NextStep(world);
    this.redirection = Redirects.drawn(world, name);
    this.thinkMillis = 5 + random.nextInt(150);
    this.patienceMillis = 500 + random.nextInt(8000);
    this.known = cluster.ids();
  }

  public void start() {
    next.in(thinkMillis, this::draw);
  }

  /// Draws nothing more.
  public void finish() {
    finished = true;
  }

  /// From now on only these nodes are asked, whoever is named as the leader.
  public void knowOnly(List<NodeId> nodes) {
    known = nodes;
    toldToGo = null;
    hangUp();
    next.in(1, this::draw);
  }

  /// When a number came last, in virtual time.
  public long lastSuccessNanos() {
    return lastSuccessNanos;
  }

  private void draw() {
    if (finished) {
      return;
    }
    boolean renews = random.nextInt(20) == 0 || toldToGo != null;
    if (line == null || line.isGone() || renews) {
      hangUp();
      NodeId node = toldToGo == null ? known.get(random.nextInt(known.size())) : toldToGo;
      line = new Line<>(cluster, node, redirection, new Ear());
      toldToGo = null;
    }
    List<Drawn> batch = batch(random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1);
    line.send(batch, batch.stream().map(Drawn::words).toList());
    next.in(
        patienceMillis,
        () -> {
          hangUp();
          draw();
        });
  }

  private List<Drawn> batch(int commands) {
    var batch = new ArrayList<Drawn>();
    for (int left = commands; left > 0; left--) {
      String sequence = SEQUENCES.get(random.nextInt(SEQUENCES.size()));
      batch.add(new Drawn(sequence, random.nextInt(3) == 0 ? 1 + random.nextInt(MOST) : 1));
    }
    return batch;
  }

  private void hangUp() {
    if (line != null) {
      line.hangUp();
    }
  }

  private void heard(Drawn drawn, Reply reply) {
    switch (Verdict.of(reply)) {
      case ANSWERED -> {
        List<Long> told = numbers(reply);
        verdicts.require(
            UniqueNumbers.LAW, told.size() == drawn.count, "numbers asked for", drawn, reply);
        numbers.told(drawn.sequence, told);
        lastSuccessNanos = world.nowNanos();
      }
      case NOT_APPLIED ->
          Redirects.target(reply).filter(known::contains).ifPresent(target -> toldToGo = target);
      case INDETERMINATE, UNKNOWN -> verdicts.broken(Client.KNOWN_ERRORS, name + ": " + reply);
    }
  }

  private static List<Long> numbers(Reply reply) {
    return switch (reply) {
      case Reply.Int(long number) -> List.of(number);
      case Reply.Array(var elements) ->
          elements.stream().flatMap(each -> numbers(each).stream()).toList();
      default -> List.of();
    };
  }

  /// One command.
  private record Drawn(String sequence, int count) {
    List<Bytes> words() {
      return count == 1
          ? Words.words("CHORUS", "SEQ", "NEXT", sequence)
          : Words.words("CHORUS", "SEQ", "NEXT", sequence, "COUNT", Integer.toString(count));
    }
  }

  private final class Ear implements Line.Owner<Drawn> {
    @Override
    public void heard(Drawn drawn, Reply reply) {
      NumberClient.this.heard(drawn, reply);
    }

    @Override
    public void heardUnasked() {
      verdicts.broken(Client.KNOWN_ERRORS, name + " got a reply that it did not ask for");
    }

    @Override
    public void heardAll(Line<Drawn> from) {
      if (from.isIdle() && from == line) {
        next.in(1 + random.nextInt(2 * thinkMillis), NumberClient.this::draw);
      }
    }

    @Override
    public void lost(Line<Drawn> from) {
      if (from == line) {
        next.in(1 + random.nextInt(200), NumberClient.this::draw);
      }
    }
  }
}
