package chorus.sim.workload;

import chorus.base.DatabaseId;
import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.sim.check.DroppedDatabases;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Someone who makes a database, writes to it, moves it about, drops it, and takes that back or
/// lets it go, over and over, through any node. After a drop that was taken back, everything is
/// there that was acknowledged; a database that is made anew is empty.
public final class Landlord {
  private static final int KEYS = 4;

  private final SimCluster cluster;
  private final DroppedDatabases facts;
  private final Verdicts verdicts;
  private final RandomGenerator random;
  private final NextStep next;
  private final int thinkMillis;
  private final int patienceMillis;
  private final int undropMillis;
  private final int nodes;
  private Phase phase = Phase.ABSENT;
  private Tenancy tenancy = new Tenancy(1);
  private @Nullable Line<Step> line;
  private boolean finished;
  private boolean readBack;
  private int undropped;

  /// What is known of the database.
  private enum Phase {
    /// It is to be made.
    ABSENT,
    /// It is to be written to and read.
    PRESENT,
    /// It is to be dropped.
    GOING,
    /// It is dropped, and that is to be taken back.
    COMING_BACK,
    /// It is dropped, and to be gone for good.
    LEAVING
  }

  /// `undropMillis` is how long a drop can be taken back.
  public Landlord(SimCluster cluster, DroppedDatabases facts, Verdicts verdicts, int undropMillis) {
    this.cluster = cluster;
    this.facts = facts;
    this.verdicts = verdicts;
    this.undropMillis = undropMillis;
    this.nodes = cluster.ids().size();
    this.random = cluster.world().entropy().fork("landlord");
    this.next = new NextStep(cluster.world());
    this.thinkMillis = 20 + random.nextInt(200);
    this.patienceMillis = 500 + random.nextInt(5000);
  }

  public void start() {
    next.in(thinkMillis, this::act);
  }

  /// From now on the database is only taken back, if that can be, and read.
  public void finish() {
    finished = true;
    readBack = phase == Phase.ABSENT;
    if (phase == Phase.GOING || phase == Phase.LEAVING) {
      phase = Phase.COMING_BACK;
    }
    thinkAgain();
  }

  /// Whether, since [#finish], all of it was read, or nothing is there to be read.
  public boolean isDone() {
    return readBack;
  }

  /// How often a drop was taken back.
  public int undropped() {
    return undropped;
  }

  private void act() {
    if (isGone()) {
      tenancy = new Tenancy(1 + random.nextInt(2));
      phase = Phase.ABSENT;
      readBack = true;
    }
    if (finished && readBack) {
      return;
    }
    switch (phase) {
      case ABSENT -> {
        int least = Mover.least(nodes);
        int replicas = least + random.nextInt(nodes - least + 1);
        ask(
            Kind.CREATE,
            "CHORUS",
            "DB",
            "CREATE",
            tenancy.name,
            "INDEX",
            tenancy.index(),
            "REPLICAS",
            Integer.toString(replicas));
      }
      case PRESENT -> {
        if (!finished && random.nextInt(5) == 0) {
          phase = Phase.GOING;
        }
        if (finished || random.nextInt(4) > 0 || !moves()) {
          ask(Kind.SELECT, "SELECT", tenancy.index());
        }
      }
      case GOING -> ask(Kind.DROP, "CHORUS", "DB", "DROP", tenancy.name);
      case COMING_BACK -> ask(Kind.UNDROP, "CHORUS", "DB", "UNDROP", tenancy.name);
      case LEAVING -> thinkAgain();
    }
  }

  private boolean isGone() {
    return tenancy.id != null && facts.isForgotten(tenancy.id);
  }

  private void ask(Kind kind, String... words) {
    hangUp();
    List<NodeId> nodes = cluster.ids();
    NodeId node = nodes.get(random.nextInt(nodes.size()));
    line = new Line<>(cluster, node, Redirection.NONE, new Ear());
    line.send(List.of(new Step(kind, tenancy, "", "")), List.of(Words.words(words)));
    next.in(patienceMillis, this::act);
  }

  /// Asks that one node holds it instead of another, if there is another; goes on before that is
  /// done.
  private boolean moves() {
    List<NodeId> holders = tenancy.id == null ? List.of() : facts.wanted(tenancy.id);
    List<NodeId> others = cluster.ids().stream().filter(each -> !holders.contains(each)).toList();
    if (holders.isEmpty() || others.isEmpty()) {
      return false;
    }
    String to = others.get(random.nextInt(others.size())).name();
    String from = holders.get(random.nextInt(holders.size())).name();
    ask(Kind.MOVE, "CHORUS", "DB", "REPLICAS", tenancy.name, "ADD", to, "REMOVE", from);
    thinkAgain();
    return true;
  }

  private void hangUp() {
    if (line != null) {
      line.hangUp();
    }
  }

  private void thinkAgain() {
    next.in(1 + random.nextInt(2 * thinkMillis), this::act);
  }

  private void heard(Line<Step> from, Step step, Reply reply) {
    boolean isError = reply instanceof Reply.Error;
    verdicts.require(
        Client.KNOWN_ERRORS,
        Verdict.of(reply) != Verdict.UNKNOWN || step.kind.mayAnswer(Words.text(reply)),
        "landlord",
        reply);
    if (step.tenancy != tenancy) {
      return;
    }
    switch (step.kind) {
      case CREATE -> {
        if (!isError || Words.text(reply).equals("EXISTS")) {
          moved();
        }
      }
      case SELECT -> {
        if (!isError) {
          use(from);
        } else if (phase == Phase.PRESENT) {
          phase = Phase.COMING_BACK;
        }
      }
      case SET -> tenancy.wrote(step, Verdict.of(reply), isError);
      case GET -> tenancy.read(step, reply, verdicts);
      case MOVE -> {}
      case DROP -> {
        if (!isError && phase == Phase.GOING) {
          boolean letsGo = random.nextInt(3) == 0;
          phase = letsGo ? Phase.LEAVING : Phase.COMING_BACK;
          next.in(1 + random.nextInt(undropMillis), this::act);
        }
      }
      case UNDROP -> {
        if (!isError && phase == Phase.COMING_BACK) {
          undropped++;
          phase = Phase.PRESENT;
        }
      }
    }
  }

  /// It is there, and whoever knows it knows its id.
  private void moved() {
    if (phase == Phase.ABSENT) {
      tenancy.id = facts.named(tenancy.name).orElse(null);
      phase = Phase.PRESENT;
    }
  }

  /// Reads every key, and writes some others while it may.
  private void use(Line<Step> from) {
    List<Step> steps = new ArrayList<>();
    for (int key = 1; key <= KEYS; key++) {
      steps.add(new Step(Kind.GET, tenancy, "g" + key, ""));
    }
    for (int writes = finished ? 0 : 1 + random.nextInt(3); writes > 0; writes--) {
      Step step = new Step(Kind.SET, tenancy, "g" + (1 + random.nextInt(KEYS)), tenancy.fresh());
      tenancy.tries(step);
      steps.add(step);
    }
    from.send(steps, steps.stream().map(Step::words).toList());
  }

  /// What is asked in one command.
  private enum Kind {
    CREATE,
    SELECT,
    GET,
    SET,
    MOVE,
    DROP,
    UNDROP;

    /// Whether it may be answered with an error that no data command has.
    boolean mayAnswer(String prefix) {
      return switch (this) {
        case CREATE -> prefix.equals("EXISTS");
        case MOVE -> prefix.equals("REFUSED");
        case SELECT, GET, SET, DROP, UNDROP -> false;
      };
    }
  }

  /// One command, and in which database it was meant.
  private record Step(Kind kind, Tenancy tenancy, String key, String value) {
    List<Bytes> words() {
      return kind == Kind.GET ? Words.words("GET", key) : Words.words("SET", key, value);
    }
  }

  /// One database from its making to its end, and what its keys may hold.
  private static final class Tenancy {
    private final String name;
    private final int number;
    private final Map<String, List<String>> possible = new TreeMap<>();
    private final Set<String> unanswered = new TreeSet<>();
    private @Nullable DatabaseId id;
    private int values;

    Tenancy(int number) {
      this.number = number;
      this.name = "guest" + number;
    }

    String index() {
      return Integer.toString(number);
    }

    String fresh() {
      return name + "-" + ++values;
    }

    private List<String> of(String key) {
      return possible.computeIfAbsent(key, _ -> new ArrayList<>(List.of(KeyOperation.NIL)));
    }

    /// From now on the key may hold the value, unless it is known that it was not written.
    void tries(Step step) {
      of(step.key).add(step.value);
      unanswered.add(step.value);
    }

    /// What was never answered may happen at any time; what was answered as open, not after a later
    /// write.
    void wrote(Step step, Verdict verdict, boolean isError) {
      unanswered.remove(step.value);
      switch (verdict) {
        case ANSWERED -> {
          if (isError) {
            of(step.key).remove(step.value);
          } else {
            List<String> may = of(step.key);
            may.subList(0, may.indexOf(step.value)).removeIf(each -> !unanswered.contains(each));
          }
        }
        case NOT_APPLIED -> of(step.key).remove(step.value);
        case INDETERMINATE, UNKNOWN -> {}
      }
    }

    void read(Step step, Reply reply, Verdicts verdicts) {
      if (!(reply instanceof Reply.Error)) {
        String found = Words.text(reply);
        List<String> may = of(step.key);
        verdicts.require(
            DroppedDatabases.KEPT, may.contains(found), name, step.key, found, "may be", may);
      }
    }
  }

  private final class Ear implements Line.Owner<Step> {
    private boolean readAll = true;

    @Override
    public void heard(Step step, Reply reply) {
      Line<Step> open = line;
      readAll &= step.kind != Kind.GET || !(reply instanceof Reply.Error);
      if (open != null) {
        Landlord.this.heard(open, step, reply);
      }
      boolean isLast = step.kind == Kind.GET && step.key.equals("g" + KEYS);
      readBack |= finished && isLast && readAll && step.tenancy == tenancy;
    }

    @Override
    public void heardUnasked() {
      verdicts.broken(Client.KNOWN_ERRORS, "landlord got a reply that it did not ask for");
    }

    @Override
    public void heardAll(Line<Step> from) {
      if (from == line && from.isIdle() && phase != Phase.LEAVING) {
        thinkAgain();
      }
    }

    @Override
    public void lost(Line<Step> from) {
      if (from == line) {
        thinkAgain();
      }
    }
  }
}
