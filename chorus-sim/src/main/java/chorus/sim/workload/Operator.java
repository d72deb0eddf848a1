package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.resp.Reply;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Someone who moves the leadership about, at any time and through any node, whether that is wise
/// or not. What is said to be done must be so. One of two lets nobody else decide on a failover,
/// and has leaders chosen instead, from some moment on.
public final class Operator {
  public static final String LAW = "a switchover that is reported was done";

  private static final long MILLION = 1_000_000;
  private static final List<String> KNOWN = List.of("REFUSED", "NOQUORUM", "INDETERMINATE");

  private final SimCluster cluster;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private int everyMillis;
  private final Map<Long, String> leaders;
  private final boolean possessive;
  private List<NodeId> known;
  private boolean isManual;
  private boolean finished;
  private int moves;

  /// `leaders` tells who served each epoch.
  public Operator(SimCluster cluster, Map<Long, String> leaders, Verdicts verdicts) {
    this.cluster = cluster;
    this.verdicts = verdicts;
    this.leaders = leaders;
    this.random = cluster.world().entropy().fork("operator");
    this.everyMillis = 200 + random.nextInt(3000);
    this.known = cluster.ids();
    this.possessive = random.nextBoolean();
  }

  public void start() {
    later();
  }

  public void finish() {
    finished = true;
  }

  /// From now on only these nodes are asked and named, and without much patience.
  public void insist(List<NodeId> nodes) {
    known = nodes;
    everyMillis = 200;
  }

  /// Switchovers that were reported as done.
  public int moves() {
    return moves;
  }

  private void later() {
    cluster
        .world()
        .after(
            (1 + random.nextInt(2 * everyMillis)) * MILLION,
            EventKind.CLIENT,
            -1,
            () -> {
              if (!finished) {
                act();
                later();
              }
            });
  }

  private void act() {
    if (!possessive || random.nextInt(3) > 0) {
      say(Operator.this::heard, "CHORUS", "LEADER", "MOVE", "main", "TO", any().name());
    } else if (isManual) {
      say(Operator.this::heard, "CHORUS", "LEADER", "FAILOVER", "main");
    } else {
      say(this::altered, "CHORUS", "DB", "ALTER", "main", "FAILOVER", "manual");
    }
  }

  private void say(Consumer<Reply> hears, String... words) {
    cluster.connect(any(), new Line(hears)).send(List.of(Words.words(words)));
  }

  private void altered(Reply reply) {
    isManual |= !(reply instanceof Reply.Error);
  }

  private NodeId any() {
    return known.get(random.nextInt(known.size()));
  }

  private record Line(Consumer<Reply> hears) implements Connection.Listener {
    @Override
    public void replies(List<Reply> replies) {
      replies.forEach(hears);
    }

    @Override
    public void lost() {}
  }

  private void heard(Reply reply) {
    if (reply instanceof Reply.Error error) {
      boolean fits = KNOWN.contains(error.prefix()) || error.text().startsWith("ERR no database ");
      verdicts.require(LAW, fits, "an error that nobody told of:", error.text());
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    if (reply instanceof Reply.MapReply(var entries)) {
      entries.forEach(each -> fields.put(Words.text(each.key()), Words.text(each.value())));
    }
    String served = leaders.get(Long.parseLong(fields.getOrDefault("epoch", "0")));
    verdicts.require(
        LAW, fields.getOrDefault("to", "?").equals(served), "served by", served, reply);
    moves++;
  }
}
