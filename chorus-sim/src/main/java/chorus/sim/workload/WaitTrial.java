package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import java.util.ArrayList;
import java.util.List;

/// At every node of a healthy majority somebody waits for a key that comes, without limit, and
/// somebody for a key that never does, for a while. All must be answered.
public final class WaitTrial {
  public static final String LAW = "a command that waits is answered in time";

  private static final long PATIENCE_MILLIS = 500;
  private static final long WRITE_EVERY_NANOS = 400_000_000;
  private static final List<Bytes> WRITE = Words.words("SET", "awaited", "here");

  private final SimCluster cluster;
  private final Verdicts verdicts;
  private final List<Waiter> waiters = new ArrayList<>();

  public WaitTrial(SimCluster cluster, Verdicts verdicts) {
    this.cluster = cluster;
    this.verdicts = verdicts;
  }

  public void start(List<NodeId> nodes) {
    for (NodeId node : nodes) {
      new Waiter(node, "never", PATIENCE_MILLIS, KeyOperation.NIL).ask();
      new Waiter(node, "awaited", 0, "here").ask();
    }
    writeSoon(nodes.getFirst());
  }

  /// Whether everybody was answered.
  public boolean isDone() {
    return waiters.stream().allMatch(waiter -> waiter.answered);
  }

  /// Whom nobody answered.
  public List<String> unanswered() {
    return waiters.stream()
        .filter(waiter -> !waiter.answered)
        .map(waiter -> waiter.key + " at " + waiter.node)
        .toList();
  }

  /// A write that fails, since the leader changed, is done again.
  private void writeSoon(NodeId node) {
    cluster
        .world()
        .after(
            WRITE_EVERY_NANOS,
            EventKind.CLIENT,
            -1,
            () -> {
              if (!isDone()) {
                cluster.connect(node, new Deaf()).send(List.of(WRITE));
                writeSoon(node);
              }
            });
  }

  private final class Waiter implements Connection.Listener {
    private final NodeId node;
    private final String key;
    private final long patienceMillis;
    private final String expected;
    private boolean answered;

    Waiter(NodeId node, String key, long patienceMillis, String expected) {
      this.node = node;
      this.key = key;
      this.patienceMillis = patienceMillis;
      this.expected = expected;
      waiters.add(this);
    }

    void ask() {
      cluster
          .connect(node, this)
          .send(List.of(Words.of(key, new KeyOperation.Await(patienceMillis))));
    }

    /// A change of the leader may end the waiting; its client would ask again.
    @Override
    public void replies(List<Reply> replies) {
      answered = true;
      String answer = Words.text(replies.getFirst());
      boolean refused = Verdict.of(replies.getFirst()) == Verdict.NOT_APPLIED;
      verdicts.require(LAW, refused || answer.equals(expected), "answer", key, node, answer);
    }

    @Override
    public void lost() {
      answered = true;
    }
  }

  /// Does not care.
  private static final class Deaf implements Connection.Listener {
    @Override
    public void replies(List<Reply> replies) {}

    @Override
    public void lost() {}
  }
}
