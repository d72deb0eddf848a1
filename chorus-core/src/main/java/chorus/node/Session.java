package chorus.node;

import chorus.base.ShardId;
import chorus.command.Args;
import chorus.command.ConnectionInfo;
import chorus.command.ConnectionInfo.Waits;
import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.transaction.WatchCommand;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.Connections;
import chorus.session.ReplySink;
import chorus.session.SessionFacts;
import chorus.single.Origin;
import chorus.wire.Unblocking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
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
  private final ArrayDeque<List<Bytes>> queue = new ArrayDeque<>();
  private final List<Reply> ready = new ArrayList<>();
  private final Transaction transaction = new Transaction();
  private final ReplyMode replyMode = new ReplyMode();
  private final ClientContext context;
  private final Meter meter;
  private int unanswered;
  private boolean busy;

  /// A pause holds what is at the head of the queue.
  private boolean held;

  private boolean closing;
  private boolean closed;
  private @Nullable Errand underWay;

  private Session(Gateway gateway, Node node, ReplySink sink, SessionFacts facts) {
    this.gateway = gateway;
    this.node = node;
    this.sink = sink;
    this.facts = facts;
    this.context = new ClientContext(this, node, gateway, facts);
    this.meter = new Meter(node.commands(), node.stats(), gateway.counts(), gateway.env().clock());
    this.cluster = new ClusterAccess(node, gateway, facts.connections(), context::database);
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
      return context.seen();
    }

    @Override
    public void kill() {
      sink.close();
    }

    @Override
    public void unblock(Unblocking how, IntConsumer done) {
      gateway.env().scheduler().execute(() -> Session.this.unblock(how, done));
    }
  }

  private void unblock(Unblocking how, IntConsumer done) {
    if (underWay == null || closed) {
      done.accept(0);
    } else {
      gateway.unblock(underWay, how, done);
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
    gateway.held().remove(this);
    facts.connections().closed(facts.id());
  }

  /// Runs what can be run, until something is under way that the rest must wait for.
  private void goOn() {
    while (!busy && !held && !closing && !closed && !queue.isEmpty()) {
      step();
    }
    flush();
  }

  /// The pause that held this connection is over.
  void released() {
    held = false;
    context.waits(Waits.NO);
    goOn();
  }

  private void step() {
    Lookup lookup = node.commands().find(queue.peekFirst());
    Optional<Pause> pause = pauseOf(lookup);
    if (pause.isPresent()) {
      held = true;
      context.begins(queue.peekFirst(), lookup);
      context.waits(Waits.YES);
      gateway.held().add(this, pause.get());
      return;
    }
    if (transaction.isOpen() && !runsInside(lookup)) {
      List<Bytes> words = queue.removeFirst();
      answer(meter.refused(words, queued(lookup)));
      context.begins(words, lookup);
      return;
    }
    switch (lookup) {
      case Lookup.Rejected(Reply reply) -> {
        answer(meter.refused(queue.removeFirst(), reply));
      }
      case Lookup.Found found -> {
        context.begins(queue.peekFirst(), found);
        switch (found.handler()) {
          case Handler.Session session -> {
            queue.removeFirst();
            meter.begin(found.spec());
            Reply reply = session.run(context, found.args());
            meter.answered(found.args().words(), reply, context.origin());
            say(reply);
            context.changed();
          }
          case Handler.Transaction(Handler.Transaction.Step step) -> {
            meter.begin(found.spec());
            run(step, found.args(), queue.removeFirst());
            context.changed();
          }
          case Handler.Cluster command -> {
            queue.removeFirst();
            meter.begin(found.spec());
            run(command, found.args());
          }
          case Handler.Data _ when found.spec().isForEveryDatabase() -> {
            queue.removeFirst();
            meter.begin(found.spec());
            runEverywhere(found.args().words());
          }
          case Handler.Data _ -> runRows(found);
        }
      }
    }
  }

  /// The answer to a command behind MULTI.
  private Reply queued(Lookup lookup) {
    return lookup instanceof Lookup.Found found
            && found.handler() instanceof Handler.Data
            && context.ways().of(found) instanceof Ways.Decision.Answer(Reply refusal)
        ? transaction.refuse(refusal)
        : transaction.add(lookup, context.database());
  }

  private void runEverywhere(List<Bytes> words) {
    boolean refused =
        node.view().state().definitions().stream()
            .anyMatch(each -> context.ways(each).refusesAll());
    if (refused) {
      answer(Ways.refusal());
      return;
    }
    busy = true;
    cluster.everywhere(words, context.ackLevel(), reply -> finish(List.of(reply)));
  }

  private Optional<Pause> pauseOf(Lookup lookup) {
    return node.pauses().now().filter(it -> it.holds(lookup, endsWrites(lookup)));
  }

  /// Whether it is the end of a transaction that may write.
  private boolean endsWrites(Lookup lookup) {
    return transaction.writes()
        && lookup instanceof Lookup.Found found
        && found.handler() instanceof Handler.Transaction(Handler.Transaction.Step step)
        && step == Handler.Transaction.Step.EXEC;
  }

  /// Whether a command is not queued behind MULTI: it is about the queue, or ends it.
  private static boolean runsInside(Lookup lookup) {
    return lookup instanceof Lookup.Found found
        && (NOT_QUEUED.contains(found.spec().name())
            || (found.handler() instanceof Handler.Transaction(Handler.Transaction.Step step)
                && step != Handler.Transaction.Step.UNWATCH));
  }

  private void run(Handler.Transaction.Step step, Args args, List<Bytes> words) {
    switch (step) {
      case MULTI -> answer(transaction.begin());
      case DISCARD -> answer(transaction.discard());
      case UNWATCH -> answer(transaction.unwatch());
      case WATCH -> watch(args.from(1), words);
      case EXEC -> exec(words);
    }
  }

  private void watch(List<Bytes> keys, List<Bytes> original) {
    int index = context.database();
    Optional<Reply> refusal = transaction.watchRefusal(index);
    if (refusal.isPresent()) {
      answer(refusal.get());
      return;
    }
    switch (context.ways().ofWatch(keys)) {
      case Ways.Decision.Answer(Reply reply) -> answer(reply);
      case Ways.Decision.Go(Way way) ->
          send(
              List.of(WatchCommand.words(keys)),
              way,
              Request.Intent.READS_ONLY,
              new Sent(
                  List.of(original),
                  replies -> finish(List.of(transaction.watch(keys, replies.getFirst(), index)))));
    }
  }

  private void exec(List<Bytes> original) {
    Optional<Reply> refusal = transaction.refusal(context.database());
    if (refusal.isPresent()) {
      answer(refusal.get());
      return;
    }
    Optional<List<Bytes>> words = transaction.words();
    if (words.isEmpty()) {
      ended(Reply.EMPTY_ARRAY);
      return;
    }
    switch (context.ways().ofTransaction(transaction.queued())) {
      case Ways.Decision.Answer(Reply reply) -> {
        transaction.end();
        answer(reply);
      }
      case Ways.Decision.Go(Way way) ->
          send(
              List.of(words.get()),
              way,
              Request.Intent.MAY_WRITE,
              new Sent(
                  List.of(original),
                  replies -> {
                    ended(replies.getFirst());
                    finish(List.of());
                  }));
    }
  }

  /// EXEC is answered, after the leader's `answer`. What its commands say of replies begins with
  /// the next one.
  private void ended(Reply answer) {
    boolean answers = replyMode.answers();
    List<Lookup.Found> queued = transaction.queued();
    Reply reply = transaction.end(answer, context);
    meter.inside(queued.stream().map(Lookup.Found::spec).toList(), reply);
    meter.ended(List.of(reply));
    context.changed();
    say(reply, answers);
  }

  private void answer(Reply reply) {
    meter.ended(List.of(reply));
    say(reply);
  }

  private void say(Reply reply) {
    say(reply, replyMode.answers());
  }

  private void say(Reply reply, boolean isHeard) {
    if (isHeard) {
      ready.add(reply);
    } else {
      unanswered++;
    }
    replyMode.next();
  }

  private void run(Handler.Cluster command, Args args) {
    busy = true;
    command.run(
        cluster, args, reply -> gateway.env().scheduler().execute(() -> finish(List.of(reply))));
  }

  private void runRows(Lookup.Found first) {
    Ways ways = context.ways();
    switch (ways.of(first)) {
      case Ways.Decision.Answer(Reply reply) -> answer(meter.refused(queue.removeFirst(), reply));
      case Ways.Decision.Go(Way way) when first.spec().isBlocking() -> {
        meter.begin(first.spec());
        send(
            List.of(first.args().words()),
            way,
            Request.Intent.of(first.spec()),
            new Sent(List.of(queue.removeFirst()), this::finish));
      }
      case Ways.Decision.Go(Way way) -> runRows(ways, way);
    }
  }

  /// Sends the commands on rows at the head of the queue that go the same way.
  private void runRows(Ways ways, Way way) {
    List<List<Bytes>> batch = new ArrayList<>();
    List<List<Bytes>> originals = new ArrayList<>();
    Request.Intent intent = Request.Intent.READS_ONLY;
    Optional<Pause> pause = node.pauses().now();
    while (batch.size() < BATCH_COMMANDS && !queue.isEmpty()) {
      if (!(node.commands().find(queue.peekFirst()) instanceof Lookup.Found found)
          || !(found.handler() instanceof Handler.Data)
          || found.spec().isForEveryDatabase()
          || found.spec().isBlocking()
          || pause.filter(it -> it.holds(found, false)).isPresent()
          || !(ways.of(found) instanceof Ways.Decision.Go(Way other) && other == way)) {
        break;
      }
      intent = intent.and(Request.Intent.of(found.spec()));
      batch.add(found.args().words());
      originals.add(queue.removeFirst());
      meter.begin(found.spec());
    }
    send(batch, way, intent, new Sent(originals, this::finish));
  }

  private void send(List<List<Bytes>> batch, Way way, Request.Intent intent, Request.Asker asker) {
    busy = true;
    Request request = new Request(batch, intent, way, context.ackLevel(), asker);
    int index = context.database();
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
    if (way == Way.HERE) {
      gateway.readHere(shard, request);
    } else {
      underWay = gateway.submit(shard, request);
    }
  }

  private void finish(List<Reply> replies) {
    meter.ended(replies);
    busy = false;
    underWay = null;
    replies.forEach(this::say);
    goOn();
  }

  /// Hears what becomes of commands that were sent; `originals` are they as they came.
  private final class Sent implements Request.Asker {
    private final List<List<Bytes>> originals;
    private final Consumer<List<Reply>> done;

    Sent(List<List<Bytes>> originals, Consumer<List<Reply>> done) {
      this.originals = originals;
      this.done = done;
    }

    @Override
    public void done(List<Reply> replies) {
      context.waits(Waits.NO);
      done.accept(replies);
    }

    @Override
    public void waits() {
      context.waits(Waits.YES);
    }

    @Override
    public Origin origin() {
      return context.origin();
    }

    @Override
    public void ledElsewhere() {
      context.waits(Waits.NO);
      meter.forget();
      busy = false;
      underWay = null;
      if (!closed) {
        originals.reversed().forEach(queue::addFirst);
        goOn();
      }
    }
  }

  /// Everything that is answered so far leaves.
  void flush() {
    if (!ready.isEmpty() && !closed) {
      sink.write(List.copyOf(ready), context.protocol());
      ready.clear();
    }
    if (unanswered > 0 && !closed) {
      sink.unanswered(unanswered);
      unanswered = 0;
    }
    if (closing && !busy) {
      sink.close();
    }
  }

  /// The connection closes once what was said before has left.
  void close() {
    closing = true;
  }

  /// What is queued behind MULTI.
  Transaction transaction() {
    return transaction;
  }

  ReplyMode replyMode() {
    return replyMode;
  }
}
