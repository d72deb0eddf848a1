package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.definition.AckMode;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.resp.Reply;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Someone who changes when writes count, at any time and through any node. What is said to be in
/// force must be agreed.
public final class Reformer {
  public static final String LAW = "a mode that is reported as in force was asked for";

  /// Longer than a command to change a mode can be on its way.
  private static final long OPEN_MILLIS = 10_000;

  private final SimCluster cluster;
  private final Verdicts verdicts;
  private final List<AckMode> modes;
  private final List<OnDegrade> policies;
  private final RandomGenerator random;
  private final Visits visits;
  private final List<Line> lines = new ArrayList<>();

  /// `modes` and `policies` are drawn from, each entry as likely as another.
  public Reformer(
      SimCluster cluster, Verdicts verdicts, List<AckMode> modes, List<OnDegrade> policies) {
    this.cluster = cluster;
    this.verdicts = verdicts;
    this.modes = List.copyOf(modes);
    this.policies = List.copyOf(policies);
    this.random = cluster.world().entropy().fork("reformer");
    this.visits = new Visits(cluster.world(), random, 500 + random.nextLong(4000), this::act);
  }

  public void start() {
    visits.start();
  }

  /// The modes that were asked for of late and may be agreed on yet, since nobody answered.
  public Set<AckMode> open() {
    Set<AckMode> open = EnumSet.noneOf(AckMode.class);
    lines.stream().filter(Line::isOpen).forEach(each -> open.add(each.asked));
    return open;
  }

  /// No further change.
  public void finish() {
    visits.finish();
  }

  private void act() {
    AckMode mode = modes.get(random.nextInt(modes.size()));
    OnDegrade onDegrade = policies.get(random.nextInt(policies.size()));
    boolean trails = mode == AckMode.ASYNC && random.nextBoolean();
    NodeId node = cluster.ids().get(random.nextInt(cluster.ids().size()));
    Line line = new Line(mode, cluster.world().nowMillis());
    lines.add(line);
    cluster
        .connect(node, line)
        .send(
            List.of(
                Words.words(
                    "CHORUS",
                    "DB",
                    "ALTER",
                    "main",
                    "ACK",
                    mode.word(),
                    "FSYNC",
                    (trails ? Fsync.EVERYSEC : Fsync.ALWAYS).word(),
                    "ON-DEGRADE",
                    onDegrade.word())));
  }

  /// Hears what became of one change.
  private final class Line implements Connection.Listener {
    private final AckMode asked;
    private final long askedMillis;
    private boolean answered;

    Line(AckMode asked, long askedMillis) {
      this.asked = asked;
      this.askedMillis = askedMillis;
    }

    boolean isOpen() {
      return !answered && cluster.world().nowMillis() - askedMillis < OPEN_MILLIS;
    }

    @Override
    public void replies(List<Reply> replies) {
      answered = true;
      Map<String, String> fields = new TreeMap<>();
      for (Reply reply : replies) {
        if (reply instanceof Reply.MapReply(var entries)) {
          entries.forEach(each -> fields.put(Words.text(each.key()), Words.text(each.value())));
        }
      }
      if (!fields.isEmpty()) {
        String is = fields.get("ack");
        String next = fields.get("next");
        boolean isInForce = asked.word().equals(is) && "".equals(next);
        verdicts.require(
            LAW,
            isInForce || asked.word().equals(next),
            "asked for",
            asked,
            "is",
            is,
            "next",
            next);
      }
    }

    @Override
    public void lost() {}
  }
}
