package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.ExactlyOnce;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.World;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A client that increments one counter under CHORUS ONCE and sends each increment until it is
/// answered for certain: with the same session and seq, to whichever node, and at times on two
/// connections at once or once more when it knows the answer. What was sent once only and is
/// answered as not done is at times given up: then it must never have been done.
public final class OnceClient {
  private static final String COUNTER = "once";

  private final SimCluster cluster;
  private final World world;
  private final String name;
  private final ExactlyOnce ledger;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final Redirection redirection;
  private final NextStep next;
  private final int patienceMillis;
  private final int thinkMillis;
  private String session = "";
  private long seq;
  private @Nullable Request current;
  private @Nullable Line<Request> main;
  private @Nullable Line<Request> twin;
  private @Nullable NodeId toldToGo;
  private boolean finished;
  private int attempts;

  public OnceClient(SimCluster cluster, int number, ExactlyOnce ledger, Verdicts verdicts) {
    this.cluster = cluster;
    this.world = cluster.world();
    this.name = "o" + number;
    this.ledger = ledger;
    this.verdicts = verdicts;
    this.random = world.entropy().fork("once client/" + number);
    this.next = new NextStep(world);
    this.redirection = Redirects.drawn(world, name);
    this.thinkMillis = 10 + random.nextInt(200);
    this.patienceMillis = 200 + random.nextInt(6000);
  }

  public void start() {
    next.in(thinkMillis, this::ask);
  }

  /// Nothing new; what is under way is still sent until it is answered.
  public void finish() {
    finished = true;
  }

  /// Whether nothing is under way.
  public boolean isIdle() {
    return current == null;
  }

  /// Reads the counter and tells the ledger that this is the end of it.
  public void readBack() {
    begin(new Request("", 0, Words.words("GET", COUNTER)));
  }

  private void ask() {
    if (finished) {
      return;
    }
    if (session.isEmpty() || random.nextInt(40) == 0) {
      begin(new Request("", 0, Words.words("CHORUS", "ONCE", "OPEN")));
    } else {
      begin(increment(random.nextInt(12) == 0 && seq > 0 ? seq : ++seq));
    }
  }

  private Request increment(long number) {
    List<Bytes> words =
        Words.words("CHORUS", "ONCE", session, Long.toString(number), "INCR", COUNTER);
    return new Request(session, number, words);
  }

  private void begin(Request request) {
    current = request;
    attempts = 0;
    send(request);
  }

  private void send(Request request) {
    if (!request.session.isEmpty()) {
      ledger.sent(request.toString());
    }
    main = line(main, random.nextInt(20) == 0);
    main.send(List.of(request), List.of(request.words));
    attempts++;
    if (random.nextInt(4) == 0) {
      twin = line(twin, random.nextInt(4) == 0);
      twin.send(List.of(request), List.of(request.words));
      attempts++;
    }
    next.in(patienceMillis, () -> again(request));
  }

  private Line<Request> line(@Nullable Line<Request> open, boolean renew) {
    if (open != null && !open.isGone() && !renew) {
      return open;
    }
    if (open != null) {
      open.hangUp();
    }
    NodeId target = toldToGo;
    toldToGo = null;
    List<NodeId> nodes = cluster.ids();
    NodeId node = target == null ? nodes.get(random.nextInt(nodes.size())) : target;
    return new Line<>(cluster, node, redirection, new Ear());
  }

  /// No answer came, or none that settles it.
  private void again(Request request) {
    if (current == request) {
      if (main != null) {
        main.hangUp();
      }
      send(request);
    }
  }

  private void heard(Request request, Reply reply) {
    switch (Verdict.of(reply)) {
      case ANSWERED -> answered(request, reply);
      case NOT_APPLIED -> {
        Redirects.target(reply).ifPresent(target -> toldToGo = target);
        if (request == current && attempts == 1 && random.nextBoolean()) {
          ledger.failed(request.toString());
          current = null;
          next.in(1 + random.nextInt(2 * thinkMillis), this::ask);
        } else {
          settle(request);
        }
      }
      case INDETERMINATE -> settle(request);
      case UNKNOWN -> expired(request, reply);
    }
  }

  /// No session that is in use expires, unless an election may leave it behind: then another one is
  /// opened.
  private void expired(Request request, Reply reply) {
    verdicts.broken(ExactlyOnce.LAW, name + " " + request + ": " + reply);
    if (request == current) {
      session = "";
      current = null;
      next.in(1 + random.nextInt(2 * thinkMillis), this::ask);
    }
  }

  private void settle(Request request) {
    if (request == current) {
      next.in(1 + random.nextInt(100), () -> again(request));
    }
  }

  private void answered(Request request, Reply reply) {
    if (reply instanceof Reply.Int(long counter) && !request.session.isEmpty()) {
      ledger.answered(request.toString(), counter);
    } else if (request.words.getFirst().equals(Bytes.utf8("GET"))) {
      String text = Words.text(reply);
      ledger.ended(text.equals(KeyOperation.NIL) ? 0 : Long.parseLong(text));
    } else if (reply instanceof Reply.Bulk(Bytes opened) && request.session.isEmpty()) {
      if (request == current) {
        session = opened.utf8();
        seq = 0;
      }
    } else {
      verdicts.broken(ExactlyOnce.LAW, name + " " + request + ": " + reply);
    }
    if (request == current) {
      current = null;
      next.in(1 + random.nextInt(2 * thinkMillis), this::ask);
    }
  }

  /// What is sent until it is answered. The same words may be another request.
  private static final class Request {
    private final String session;
    private final long seq;
    private final List<Bytes> words;

    Request(String session, long seq, List<Bytes> words) {
      this.session = session;
      this.seq = seq;
      this.words = words;
    }

    @Override
    public String toString() {
      return session + " " + seq;
    }
  }

  private final class Ear implements Line.Owner<Request> {
    @Override
    public void heard(Request request, Reply reply) {
      OnceClient.this.heard(request, reply);
    }

    @Override
    public void heardUnasked() {
      verdicts.broken(Client.KNOWN_ERRORS, name + " got a reply that it did not ask for");
    }

    @Override
    public void heardAll(Line<Request> from) {}

    @Override
    public void lost(Line<Request> from) {
      Request open = current;
      if (from == main && open != null) {
        next.in(1 + random.nextInt(200), () -> again(open));
      }
    }
  }
}
