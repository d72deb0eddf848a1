package chorus.node;

import chorus.base.ShardId;
import chorus.command.Args;
import chorus.command.CommandTable;
import chorus.command.ConnectionInfo;
import chorus.command.Handler;
import chorus.command.InfoSource;
import chorus.command.Lookup;
import chorus.command.OnFollower;
import chorus.command.ReadLevel;
import chorus.command.SessionContext;
import chorus.command.transaction.WatchCommand;
import chorus.definition.AckLevel;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.Connections;
import chorus.session.ReplySink;
import chorus.session.SessionFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client's conversation: commands in, replies out, in order.
///
/// One batch is under way at a time: consecutive commands on rows that may go to the same place
/// travel together, and what a client sends meanwhile forms the next batch. A command that may wait
/// for a key travels alone and always to the leader, so that nobody else's reply waits with it. So
/// order is kept through any gateway, and a pipeline costs one round trip for all that fits. All on
/// the gateway's strand.
public final class Session implements ClientSession {
  private static final int BATCH_COMMANDS = 1024;

  /// They run at once, behind MULTI too.
  private static final List<String> NOT_QUEUED = List.of("quit", "reset");

  private final Gateway gateway;
  private final Node node;
  private final ClusterAccess cluster;
  private final ReplySink sink;
  private final SessionFacts facts;
  private final Context context = new Context();
  private final ArrayDeque<List<Bytes>> queue = new ArrayDeque<>();
  private final List<Reply> ready = new ArrayList<>();
  private final Transaction transaction = new Transaction();
  private final AtomicReference<ConnectionInfo> info;
  private final long openedMillis;
  private boolean busy;
  private boolean closing;
  private boolean closed;
  private @Nullable Errand underWay;

  private Session(Gateway gateway, Node node, ReplySink sink, SessionFacts facts) {
    this.gateway = gateway;
    this.node = node;
    this.cluster = new ClusterAccess(node, gateway, context::database);
    this.sink = sink;
    this.facts = facts;
    this.openedMillis = millis();
    this.info = new AtomicReference<>(context.fresh());
  }

  /// Opens a session on the gateway's strand.
  public static Session open(Node node, Gateway gateway, ReplySink sink, SessionFacts facts) {
    Session session = new Session(gateway, node, sink, facts);
    facts.connections().opened(facts.id(), session.new Self());
    return session;
  }

  private final class Self implements Connections.Connection {
    @Override
    public ConnectionInfo info() {
      return info.get();
    }

    @Override
    public void kill() {
      sink.close();
    }
  }

  @Override
  public void submit(List<List<Bytes>> commands) {
    queue.addAll(commands);
    goOn();
  }

  @Override
  public void closed() {
    closed = true;
    queue.clear();
    if (underWay != null) {
      underWay.abandon();
    }
    facts.connections().closed(facts.id());
  }

  /// Runs what can be run, until something is under way that the rest must wait for.
  private void goOn() {
    while (!busy && !closing && !closed && !queue.isEmpty()) {
      step();
    }
    flush();
  }

  private void step() {
    Lookup lookup = node.commands().find(queue.peekFirst());
    if (transaction.isOpen() && !runsInside(lookup)) {
      queue.removeFirst();
      ready.add(transaction.add(lookup, context.database()));
      return;
    }
    switch (lookup) {
      case Lookup.Rejected(Reply reply) -> {
        queue.removeFirst();
        ready.add(reply);
      }
      case Lookup.Found found -> {
        info.set(context.seen(found.spec().name()));
        switch (found.handler()) {
          case Handler.Session session -> {
            queue.removeFirst();
            ready.add(session.run(context, found.args()));
          }
          case Handler.Transaction(Handler.Transaction.Step step) -> {
            queue.removeFirst();
            run(step, found.args());
          }
          case Handler.Cluster command -> {
            queue.removeFirst();
            run(command, found.args());
          }
          case Handler.Data _ when found.spec().isForEveryDatabase() -> {
            queue.removeFirst();
            busy = true;
            cluster.everywhere(
                found.args().words(), context.ackLevel, reply -> finish(List.of(reply)));
          }
          case Handler.Data _ when found.spec().isBlocking() -> {
            queue.removeFirst();
            send(
                List.of(found.args().words()),
                false,
                Request.Intent.of(found.spec()),
                this::finish);
          }
          case Handler.Data _ -> runRows(found.level().orElse(context.self().readLevel()));
        }
      }
    }
  }

  /// Whether a command is not queued behind MULTI: it is about the queue, or ends it.
  private static boolean runsInside(Lookup lookup) {
    return lookup instanceof Lookup.Found found
        && (NOT_QUEUED.contains(found.spec().name())
            || (found.handler() instanceof Handler.Transaction(Handler.Transaction.Step step)
                && step != Handler.Transaction.Step.UNWATCH));
  }

  private void run(Handler.Transaction.Step step, Args args) {
    switch (step) {
      case MULTI -> ready.add(transaction.begin());
      case DISCARD -> ready.add(transaction.discard());
      case UNWATCH -> ready.add(transaction.unwatch());
      case WATCH -> watch(args.from(1));
      case EXEC -> exec();
    }
  }

  private void watch(List<Bytes> keys) {
    int index = context.database();
    Optional<Reply> refusal = transaction.watchRefusal(index);
    if (refusal.isPresent()) {
      ready.add(refusal.get());
      return;
    }
    send(
        List.of(WatchCommand.words(keys)),
        false,
        Request.Intent.READS_ONLY,
        replies -> finish(List.of(transaction.watch(keys, replies.getFirst(), index))));
  }

  private void exec() {
    Optional<Reply> refusal = transaction.refusal(context.database());
    if (refusal.isPresent()) {
      ready.add(refusal.get());
      return;
    }
    Optional<List<Bytes>> words = transaction.words();
    if (words.isEmpty()) {
      ready.add(transaction.end(Reply.EMPTY_ARRAY, context));
      return;
    }
    send(
        List.of(words.get()),
        false,
        Request.Intent.MAY_WRITE,
        replies -> finish(List.of(transaction.end(replies.getFirst(), context))));
  }

  private void run(Handler.Cluster command, Args args) {
    busy = true;
    command.run(
        cluster, args, reply -> gateway.env().scheduler().execute(() -> finish(List.of(reply))));
  }

  /// Sends the commands on rows at the head of the queue that go to the same place.
  private void runRows(ReadLevel level) {
    List<List<Bytes>> batch = new ArrayList<>();
    boolean here = level == ReadLevel.EVENTUAL;
    boolean writes = false;
    Request.Intent intent = Request.Intent.READS_ONLY;
    while (batch.size() < BATCH_COMMANDS && !queue.isEmpty()) {
      if (!(node.commands().find(queue.peekFirst()) instanceof Lookup.Found found)
          || !(found.handler() instanceof Handler.Data)
          || found.spec().isForEveryDatabase()
          || found.spec().isBlocking()
          || found.level().orElse(context.self().readLevel()) != level
          || (here && found.spec().isWrite() != writes && !batch.isEmpty())) {
        break;
      }
      writes |= found.spec().isWrite();
      intent = intent.and(Request.Intent.of(found.spec()));
      batch.add(found.args().words());
      queue.removeFirst();
    }
    send(batch, here, intent, this::finish);
  }

  private void send(
      List<List<Bytes>> batch, boolean here, Request.Intent intent, Consumer<List<Reply>> done) {
    busy = true;
    boolean readsHere = here && intent == Request.Intent.READS_ONLY;
    OnFollower onFollower = readsHere ? OnFollower.FORWARD : context.onFollower;
    Request request = new Request(batch, intent, onFollower, context.ackLevel, done);
    int index = context.self().database();
    Optional<DatabaseDefinition> database = node.view().state().byIndex(index);
    if (database.isEmpty()) {
      cluster.undefined(index, request);
      return;
    }
    Optional<Reply> dropped = DroppedReply.of(database.get());
    if (dropped.isPresent()) {
      gateway.env().scheduler().execute(() -> request.answerAll(dropped.get()));
      return;
    }
    ShardId shard = new ShardId(database.get().id(), 0);
    if (readsHere) {
      gateway.readHere(shard, request);
    } else {
      underWay = gateway.submit(shard, request);
    }
  }

  private void finish(List<Reply> replies) {
    busy = false;
    underWay = null;
    ready.addAll(replies);
    goOn();
  }

  private void flush() {
    if (!ready.isEmpty() && !closed) {
      sink.write(List.copyOf(ready), context.self().protocol());
      ready.clear();
    }
    if (closing && !busy) {
      sink.close();
    }
  }

  private long millis() {
    return gateway.env().clock().monotonicNanos() / 1_000_000;
  }

  /// What commands see of this session.
  private final class Context implements SessionContext {
    private Bytes name = Bytes.EMPTY;
    private Bytes libraryName = Bytes.EMPTY;
    private Bytes libraryVersion = Bytes.EMPTY;
    private Protocol protocol = Protocol.RESP2;
    private ReadLevel level = ReadLevel.STRONG;
    private OnFollower onFollower = OnFollower.FORWARD;
    private AckLevel ackLevel = AckLevel.DEFAULT;
    private String lastCommand = "";
    private int database;

    int database() {
      return database;
    }

    private ConnectionInfo fresh() {
      long age = (millis() - openedMillis) / 1000;
      return new ConnectionInfo(
          facts.id(),
          facts.address(),
          facts.localAddress(),
          name,
          libraryName,
          libraryVersion,
          database,
          protocol,
          level,
          onFollower,
          lastCommand,
          age,
          0,
          0,
          0);
    }

    private ConnectionInfo seen(String command) {
      lastCommand = command;
      return fresh();
    }

    @Override
    public ConnectionInfo self() {
      return fresh();
    }

    @Override
    public void setName(Bytes newName) {
      name = newName;
    }

    @Override
    public void setLibraryName(Bytes newName) {
      libraryName = newName;
    }

    @Override
    public void setLibraryVersion(Bytes version) {
      libraryVersion = version;
    }

    @Override
    public void setProtocol(Protocol newProtocol) {
      flush();
      protocol = newProtocol;
    }

    @Override
    public Optional<Reply> select(int index) {
      Optional<DatabaseDefinition> chosen = node.view().state().byIndex(index);
      if (chosen.isEmpty() && !node.options().autoCreate().contains(index)) {
        return Optional.of(Reply.error("ERR", "DB index is out of range"));
      }
      Optional<Reply> dropped = chosen.flatMap(DroppedReply::of);
      if (dropped.isEmpty()) {
        database = index;
      }
      return dropped;
    }

    @Override
    public void setReadLevel(ReadLevel newLevel) {
      level = newLevel;
    }

    @Override
    public void setOnFollower(OnFollower newOnFollower) {
      onFollower = newOnFollower;
    }

    @Override
    public void setAckLevel(AckLevel newLevel) {
      ackLevel = newLevel;
    }

    @Override
    public List<ConnectionInfo> connections() {
      info.set(fresh());
      return facts.connections().all();
    }

    @Override
    public void kill(long id) {
      if (id == facts.id()) {
        closing = true;
      } else {
        facts.connections().kill(id);
      }
    }

    @Override
    public void closeAfterReply() {
      closing = true;
    }

    @Override
    public void reset() {
      flush();
      transaction.end();
      name = Bytes.EMPTY;
      protocol = Protocol.RESP2;
      level = ReadLevel.STRONG;
      onFollower = OnFollower.FORWARD;
      ackLevel = AckLevel.DEFAULT;
      database = 0;
    }

    @Override
    public boolean leading() {
      return node.view()
          .state()
          .byIndex(database)
          .flatMap(each -> node.view().routes().of(new ShardId(each.id(), 0)))
          .filter(route -> route.leader().equals(node.options().self()))
          .isPresent();
    }

    @Override
    public SequencedMap<String, String> configuration() {
      return facts.configuration();
    }

    @Override
    public InfoSource info() {
      return facts.info();
    }

    @Override
    public long wallMicros() {
      return gateway.env().clock().wallMillis() * 1000;
    }

    @Override
    public CommandTable commands() {
      return node.commands();
    }
  }
}
