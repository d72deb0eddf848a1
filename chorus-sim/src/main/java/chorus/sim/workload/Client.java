package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.KeyEvent;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import chorus.sim.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that asks, waits, and writes down what it learnt. It knows some nodes, goes to another
/// one when its connection breaks or its patience ends, and never repeats a request. One that asks
/// to be redirected goes where it is told.
public final class Client {
  public static final String KNOWN_ERRORS = "every error is in the error table";
  private static final long MILLION = 1_000_000;

  /// So often in a row a client goes where it is told.
  private static final int HOPS = 4;

  private final SimCluster cluster;
  private final World world;
  private final int number;
  private final NodeId name;
  private final Pace pace;
  private final History history;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final Mix mix;
  private final Redirection redirection;
  private final ArrayDeque<Asked> asked = new ArrayDeque<>();
  private final List<Mix.KeyRequest> redirected = new ArrayList<>();
  private List<NodeId> nodes;
  private @Nullable Connection connection;
  private @Nullable NodeId toldToGo;
  private int hops;
  private boolean finished;
  private long turn;
  private long lastSuccessNanos;

  public Client(SimCluster cluster, int number, Pace pace, History history, Verdicts verdicts) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.number = number;
    this.name = new NodeId("c" + number);
    this.pace = pace;
    this.history = history;
    this.verdicts = verdicts;
    this.random = world.entropy().fork("client/" + number);
    this.mix = new Mix(random, "c" + number);
    this.nodes = cluster.ids();
    this.redirection = Redirects.drawn(world, name.name());
  }

  /// `thinkMillis`: mean time between two requests. `pipeline`: most commands in one write.
  /// `patienceMillis`: after so long without an answer the client hangs up.
  public record Pace(Habit habit, int thinkMillis, int pipeline, int patienceMillis) {}

  /// What a client mostly does. Readers matter: a client that writes to a leader which has lost its
  /// majority waits, and sees nothing of what that leader would still tell others.
  public enum Habit {
    WORKS,
    READS,
    /// Works with keys that expire.
    EXPIRES
  }

  public void start() {
    think();
  }

  /// From now on the client knows only these nodes; it goes on if it only waited for a key.
  public void knowOnly(List<NodeId> nodes) {
    this.nodes = List.copyOf(nodes);
    Connection open = connection;
    if (open != null && (!nodes.contains(open.node()) || onlyWaits())) {
      hangUp();
      think();
    }
  }

  /// No further request.
  public void finish() {
    finished = true;
  }

  /// Reads each key once, in one pipeline, instead of working.
  public void readEverything() {
    finished = true;
    var all = new ArrayList<>(mix.everything());
    all.addAll(mix.everythingExpiring());
    send(all);
  }

  public int number() {
    return number;
  }

  /// Whether nothing is under way, or only what may wait for a key.
  public boolean isIdle() {
    return asked.isEmpty() || onlyWaits();
  }

  private boolean onlyWaits() {
    return !asked.isEmpty()
        && asked.stream().allMatch(each -> each.request.operation() instanceof KeyOperation.Await);
  }

  /// When a write (of a reader: a read) was last answered as done.
  public long lastSuccessNanos() {
    return lastSuccessNanos;
  }

  /// Gives up what is under way; its outcome stays open.
  public void abandon() {
    hangUp();
  }

  private void think() {
    if (finished) {
      return;
    }
    long mine = ++turn;
    double pause = -StrictMath.log(1 - random.nextDouble()) * pace.thinkMillis();
    world.after(
        (long) (pause * MILLION) + 1,
        EventKind.CLIENT,
        -1,
        () -> {
          if (turn == mine && !finished) {
            ask();
          }
        });
  }

  private void ask() {
    var requests = new ArrayList<Mix.KeyRequest>();
    int count = 1 + random.nextInt(pace.pipeline());
    for (int i = 0; i < count; i++) {
      requests.add(nextRequest(i));
    }
    send(requests);
  }

  private Mix.KeyRequest nextRequest(int place) {
    return switch (pace.habit()) {
      case READS -> mix.read();
      case EXPIRES -> mix.expiring();
      case WORKS -> place == 0 && random.nextInt(4) == 0 ? mix.write() : mix.next();
    };
  }

  private void send(List<Mix.KeyRequest> requests) {
    Connection open = connection;
    if (open == null || random.nextInt(40) == 0) {
      open = connect(nodes.get(random.nextInt(nodes.size())));
    }
    send(requests, open);
  }

  private Connection connect(NodeId node) {
    hangUp();
    var ear = new Ear();
    Connection open = cluster.connect(node, ear);
    connection = open;
    ear.mine = open;
    if (redirection == Redirection.WANTED) {
      open.send(List.of(Redirects.WISH));
      ear.greeted = false;
    }
    return open;
  }

  private void send(List<Mix.KeyRequest> requests, Connection open) {
    var commands = new ArrayList<List<Bytes>>();
    for (Mix.KeyRequest request : requests) {
      asked.add(new Asked(request, world.nowNanos()));
      tell(new ClientEvent.Asks(name, open.node(), request.key(), request.operation()));
      commands.add(Words.of(request.key(), request.operation()));
    }
    open.send(commands);
    long mine = ++turn;
    world.after(
        pace.patienceMillis() * MILLION,
        EventKind.CLIENT,
        -1,
        () -> {
          if (turn == mine) {
            hangUp();
            think();
          }
        });
  }

  private void hangUp() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
    for (Asked each : asked) {
      tell(new ClientEvent.NeverLearns(name, each.request.key(), each.request.operation()));
      leftOpen(each);
    }
    asked.clear();
    redirected.clear();
    toldToGo = null;
  }

  private void tell(Record event) {
    world.emit(name, event);
  }

  private void leftOpen(Asked each) {
    history.open(each.request.key(), KeyEvent.open(number, each.request.operation(), each.atNanos));
    noteExpiry(each);
  }

  private void noteExpiry(Asked each) {
    if (each.request.operation() instanceof KeyOperation.SetExpiring(String value, long millis)) {
      var expiry = new KeyOperation.Expiry(value);
      history.mayExpire(each.request.key(), KeyEvent.open(number, expiry, each.atNanos), millis);
    }
  }

  private void answered(Reply reply) {
    Asked first = asked.poll();
    if (first == null) {
      verdicts.broken(KNOWN_ERRORS, "c" + number + " got a reply that it did not ask for");
      return;
    }
    tell(
        new ClientEvent.Hears(
            name,
            first.request.key(),
            first.request.operation(),
            reply instanceof Reply.Error error ? error.text() : Words.text(reply)));
    switch (Verdict.of(reply)) {
      case ANSWERED -> {
        history.answered(
            first.request.key(),
            KeyEvent.answered(
                number,
                first.request.operation(),
                first.atNanos,
                world.nowNanos(),
                Words.text(reply)));
        noteExpiry(first);
        if (pace.habit() != Habit.WORKS || !first.request.operation().isRead()) {
          lastSuccessNanos = world.nowNanos();
        }
      }
      case NOT_APPLIED -> {
        history.failed();
        Redirects.target(reply)
            .ifPresent(target -> {
              redirected.add(first.request);
              toldToGo = target;
            });
      }
      case INDETERMINATE -> leftOpen(first);
      case UNKNOWN -> {
        verdicts.broken(KNOWN_ERRORS, "c" + number + " " + reply);
        leftOpen(first);
      }
    }
    if (asked.isEmpty()) {
      goOn();
    }
  }

  /// Goes where it was told, with what was not done, or thinks of something else.
  private void goOn() {
    NodeId target = toldToGo;
    List<Mix.KeyRequest> again = List.copyOf(redirected);
    toldToGo = null;
    redirected.clear();
    if (target != null && nodes.contains(target) && hops++ < HOPS) {
      send(again, connect(target));
    } else {
      hops = 0;
      think();
    }
  }

  private record Asked(Mix.KeyRequest request, long atNanos) {}

  private final class Ear implements Connection.Listener {
    private @Nullable Connection mine;
    private boolean greeted = true;

    @Override
    public void replies(List<Reply> replies) {
      for (Reply reply : replies) {
        if (mine == connection && greeted) {
          answered(reply);
        }
        greeted = true;
      }
    }

    @Override
    public void lost() {
      Connection open = mine;
      if (open != null && open == connection) {
        connection = null;
        if (!open.wasAccepted()) {
          asked.forEach(each -> history.failed());
          asked.clear();
        }
        hangUp();
        think();
      }
    }
  }
}
