package chorus.node;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Hindrance;
import chorus.command.Lookup;
import chorus.command.stats.CommandCounts;
import chorus.database.HostedShard;
import chorus.definition.AckLevel;
import chorus.env.Env;
import chorus.node.Request.Intent;
import chorus.resp.Reply;
import chorus.single.Batch;
import chorus.single.Origin;
import chorus.wire.ForwardVerdict;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.ForwardReply;
import chorus.wire.PeerMessage.Unblock;
import chorus.wire.PeerMessage.Withdraw;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Takes batches of clients to the leader of their shard, wherever that is, and brings the replies
/// back (F10).
///
/// A batch that finds no leader waits here; one whose client wants to be redirected is not taken to
/// another node, but answered with its address, or given back to its session ([Way]). One that was
/// sent and not answered is sent again only if it holds nothing but reads and commands that run
/// once; else its writes answer that they may have happened. One that waits at its leader for a key
/// is waited for as long as the leader says so. One gateway per connection strand; all calls on it.
public final class Gateway {
  private static final Duration TICK = Duration.ofMillis(20);

  private final Env env;
  private final Node node;
  private final GatewayId id;
  private final ArrayDeque<Errand> waiting = new ArrayDeque<>();
  private final TreeMap<Long, Errand> open = new TreeMap<>();

  /// Those of which the leader said that they wait for a key. Not among the open ones, lest the
  /// leader remember every batch since the oldest of them.
  private final TreeMap<Long, Errand> parked = new TreeMap<>();

  private final CommandCounts counts;
  private final Held held;
  private final LeaderSight sight;
  private long nextId = 1;
  private boolean ticking;

  Gateway(Env env, int number, Node node) {
    this.env = env;
    this.node = node;
    this.id = new GatewayId(node.options().self(), node.options().boot(), number);
    this.counts = node.stats().gateway();
    this.held = new Held(env);
    this.sight = new LeaderSight(env, node);
  }

  /// The strand of this gateway and its sessions.
  public Env env() {
    return env;
  }

  /// Where its sessions count.
  CommandCounts counts() {
    return counts;
  }

  /// Has the commands run, in order, where the shard is led, unless the client goes there itself.
  Errand submit(ShardId shard, Request request) {
    long leaderWait = node.options().timings().leaderWait().toNanos();
    Errand errand = new Errand(shard, request, now() + leaderWait);
    if (!send(errand)) {
      hold(errand);
    }
    keepTicking();
    return errand;
  }

  /// Runs reads on this node's own replica if it has one that can be read, else where the shard is
  /// led.
  void readHere(ShardId shard, Request request) {
    Optional<HostedShard> part = node.hosted(shard);
    if (part.isEmpty()) {
      submit(shard, request);
      return;
    }
    part.get()
        .readHere(
            new Batch(
                request.commands(),
                AckLevel.DEFAULT,
                new Here(0, request, request.asker()::done, () -> submit(shard, request))));
  }

  /// A reply from a leader on another node. Any strand may call it.
  void receive(NodeId leader, ForwardReply reply) {
    env.scheduler().execute(() -> answered(leader, reply.id(), reply.verdict(), reply.replies()));
  }

  /// Somebody leads whom this node did not know of. Any strand may call it.
  void routesChanged() {
    env.scheduler().execute(this::retry);
  }

  /// The pause of this node's clients was ended. Any strand may call it.
  void pauseEnded() {
    env.scheduler().execute(held::goOn);
  }

  /// Who leads, as far as this node knows.
  LeaderSight sight() {
    return sight;
  }

  /// The connections that a pause holds.
  Held held() {
    return held;
  }

  /// Has a command that waits for a key, or for copies, wait no longer. The answer is its own, by
  /// its leader, so that what it was served is not lost; `done` hears 0 then.
  void unblock(Errand errand, Unblocking how, IntConsumer done) {
    Optional<Long> number = numberOf(errand);
    if (number.isPresent() && isBlocking(errand.request) && errand.unblocks.want(how, done)) {
      sendUnblock(number.get(), errand);
    } else {
      done.accept(0);
    }
  }

  private Optional<Long> numberOf(Errand errand) {
    return Stream.of(open, parked)
        .flatMap(each -> each.entrySet().stream())
        .filter(each -> each.getValue() == errand)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void sendUnblock(long number, Errand errand) {
    Unblocking how = errand.unblocks.wanted();
    if (how != null) {
      tell(errand.route.leader(), new Unblock(id, number, how));
    }
  }

  /// An answer from this node's own shard, brought back to this strand.
  private final class Here implements Batch.Answer {
    private final long number;
    private final Request request;
    private final Consumer<List<Reply>> done;
    private final Runnable elsewhere;

    Here(long number, Request request, Consumer<List<Reply>> done, Runnable elsewhere) {
      this.number = number;
      this.request = request;
      this.done = done;
      this.elsewhere = elsewhere;
    }

    @Override
    public void replies(List<Reply> replies) {
      env.scheduler().execute(() -> done.accept(replies));
    }

    @Override
    public void unblocked(List<Reply> replies) {
      NodeId self = node.options().self();
      env.scheduler().execute(() -> answered(self, number, ForwardVerdict.UNBLOCKED, replies));
    }

    @Override
    public void notLeading() {
      env.scheduler().execute(elsewhere);
    }

    @Override
    public void waiting() {
      env.scheduler().execute(() -> waits(node.options().self(), number));
    }

    @Override
    public boolean isFor(GatewayId gateway, long batch) {
      return gateway.equals(id) && batch == number;
    }

    @Override
    public Origin origin() {
      return request.asker().origin();
    }
  }

  /// True if the batch is on its way, or its client is told to be.
  private boolean send(Errand errand) {
    ClusterView view = node.view();
    Optional<Reply> dropped = DroppedReply.of(errand.shard.database(), view.state());
    if (dropped.isPresent()) {
      refuse(errand, dropped.get());
      return true;
    }
    Optional<Routes.Route> route = sight.of(errand.shard, view);
    if (route.isEmpty()) {
      return false;
    }
    if (isForHereOnly(errand) && !route.get().leader().equals(node.options().self())) {
      if (errand.request.way() == Way.GIVE_BACK) {
        env.scheduler().execute(errand::giveBack);
        return true;
      }
      Optional<String> address = sight.address(route.get().leader());
      if (address.isPresent()) {
        answerAll(errand, Reply.error("REDIRECT", address.get()));
        return true;
      }
    }
    errand.route = route.get();
    errand.answerByNanos = now() + patience();
    long number = nextId++;
    open.put(number, errand);
    if (errand.route.leader().equals(node.options().self())) {
      sendHere(number, errand);
    } else {
      env.network()
          .send(
              errand.route.leader(),
              new Forward(
                  errand.shard,
                  errand.route.epoch(),
                  id,
                  number,
                  open.firstKey(),
                  errand.request.commands(),
                  errand.request.ackLevel()));
    }
    return true;
  }

  private void sendHere(long number, Errand errand) {
    NodeId self = node.options().self();
    Batch batch =
        new Batch(
            errand.request.commands(),
            errand.request.ackLevel(),
            new Here(
                number,
                errand.request,
                replies -> answered(self, number, ForwardVerdict.ANSWERED, replies),
                () -> answered(self, number, ForwardVerdict.NOT_LEADING, List.of())));
    node.hosted(errand.shard).ifPresent(shard -> shard.submit(batch));
  }

  /// Whether the batch is not to be taken to another node. What may have run is: an address says
  /// that nothing was done.
  private static boolean isForHereOnly(Errand errand) {
    return !errand.mayHaveRun
        && (errand.request.way() == Way.REDIRECT || errand.request.way() == Way.GIVE_BACK);
  }

  private void answered(NodeId leader, long number, ForwardVerdict verdict, List<Reply> replies) {
    switch (verdict) {
      case WAITING -> waits(leader, number);
      case ANSWERED -> take(number).ifPresent(errand -> answered(errand, replies));
      case UNBLOCKED ->
          take(number)
              .ifPresent(errand -> {
                errand.unblocks.decided(1);
                answered(errand, replies);
              });
      case NOT_LEADING -> take(number).ifPresent(this::elsewhere);
    }
  }

  private void answered(Errand errand, List<Reply> replies) {
    if (errand.request.intent() == Intent.ONCE
        && Outcomes.areOpen(replies)
        && now() < errand.waitUntilNanos) {
      again(errand);
    } else if (errand.request.way() == Way.REDIRECT
        && Outcomes.areOpen(replies)
        && node.options().has(PlantedBug.REDIRECT_WHAT_IS_OPEN)) {
      hold(errand);
    } else {
      if (Outcomes.anyIsIndeterminate(replies)) {
        hinder(errand, Hindrance.leftOpen());
      }
      errand.done(errand.mayHaveRun ? Outcomes.afterAnEarlierTry(replies) : replies);
    }
  }

  /// The leader says that this batch waits for a key; if nobody here waits for the batch, the
  /// leader is told so.
  private void waits(NodeId leader, long number) {
    Optional<Errand> known = take(number).filter(errand -> !errand.abandoned);
    if (known.isEmpty()) {
      withdraw(leader, number);
      return;
    }
    Errand errand = known.get();
    errand.waited = true;
    errand.answerByNanos = now() + patience();
    parked.put(number, errand);
    errand.request.asker().waits();
    sendUnblock(number, errand);
  }

  private void withdraw(NodeId leader, long number) {
    tell(leader, new Withdraw(id, number));
  }

  private void tell(NodeId leader, PeerMessage message) {
    if (leader.equals(node.options().self())) {
      node.deliver(leader, message);
    } else {
      env.network().send(leader, message);
    }
  }

  private Optional<Errand> take(long number) {
    Errand errand = open.remove(number);
    return Optional.ofNullable(errand == null ? parked.remove(number) : errand);
  }

  /// Takes out what was sent and fits.
  private List<Errand> takeAll(Predicate<Errand> fits) {
    List<Errand> taken = new ArrayList<>();
    open.values().removeIf(errand -> fits.test(errand) && taken.add(errand));
    parked.values().removeIf(errand -> fits.test(errand) && taken.add(errand));
    return taken;
  }

  /// The batch did nothing yet. One that had begun to wait for a key had its time; its client knows
  /// best whether to wait anew. One that waited until writes can be acknowledged waits for the next
  /// leader as if it had just come.
  private void elsewhere(Errand errand) {
    if (errand.waited && isBlocking(errand.request)) {
      answerAll(errand, Reply.error("UNBLOCKED", "the leader was replaced while this waited"));
    } else {
      if (errand.waited) {
        errand.waited = false;
        errand.waitUntilNanos = now() + node.options().timings().leaderWait().toNanos();
      }
      hold(errand);
    }
  }

  private boolean isBlocking(Request request) {
    return node.commands().find(request.commands().getFirst()) instanceof Lookup.Found found
        && found.spec().isBlocking();
  }

  private void hold(Errand errand) {
    if (waiting.size() >= Limits.WAITING_BATCHES) {
      refuse(errand, Outcomes.TOO_MANY);
      return;
    }
    if (errand.heldSince == 0) {
      errand.heldSince = now();
    }
    waiting.addLast(errand);
  }

  /// Remembers what a client went through, for the history of leaders.
  private void hinder(Errand errand, Hindrance what) {
    node.hindrances().add(errand.shard, what, now());
  }

  private long heldMillis(Errand errand) {
    return Duration.ofNanos(now() - errand.heldSince).toMillis();
  }

  private void keepTicking() {
    if (!ticking && !(waiting.isEmpty() && open.isEmpty() && parked.isEmpty())) {
      ticking = true;
      env.scheduler().after(TICK, this::tick);
    }
  }

  private void tick() {
    ticking = false;
    retry();
    giveUpOverdue();
    keepTicking();
  }

  /// What waits is sent if it can be; what was sent to a leadership that ended is resolved.
  private void retry() {
    ClusterState state = node.view().state();
    List<Errand> orphans = takeAll(errand -> sight.isOrphan(errand.shard, errand.route, state));
    orphans.forEach(errand -> lost(errand, "its leader was replaced"));
    for (int left = waiting.size(); left > 0; left--) {
      Errand errand = waiting.removeFirst();
      if (send(errand)) {
        hinder(errand, Hindrance.waited(heldMillis(errand)));
      } else {
        waiting.addLast(errand);
      }
    }
  }

  private void giveUpOverdue() {
    long now = now();
    List<Errand> late = takeAll(errand -> now - errand.answerByNanos > 0);
    late.forEach(errand -> lost(errand, "no answer from its leader"));
    List<Errand> impatient = new ArrayList<>();
    waiting.removeIf(errand -> now - errand.waitUntilNanos > 0 && impatient.add(errand));
    for (Errand errand : impatient) {
      hinder(errand, Hindrance.refused(heldMillis(errand)));
      refuse(errand, sight.noLeader(errand.shard));
    }
  }

  /// Nobody will answer: what does no harm twice goes again, anything else may have happened.
  private void lost(Errand errand, String why) {
    switch (errand.request.intent()) {
      case READS_ONLY, DRAWS -> elsewhere(errand);
      case ONCE -> again(errand);
      case MAY_WRITE -> {
        hinder(errand, Hindrance.leftOpen());
        answerAll(errand, Outcomes.writeMayHaveRun(why));
      }
    }
  }

  private void again(Errand errand) {
    errand.mayHaveRun = !node.options().has(PlantedBug.ONCE_EARLIER_TRY_FORGOTTEN);
    hold(errand);
  }

  /// The batch is sent nowhere (any more).
  private void refuse(Errand errand, Reply why) {
    answerAll(
        errand,
        errand.mayHaveRun
            ? Outcomes.onceMayHaveRun("its leader was lost, and no other was found in time")
            : why);
  }

  private void answerAll(Errand errand, Reply reply) {
    env.scheduler().execute(() -> errand.answerAll(reply));
  }

  /// How long a leader may be silent about a batch.
  private long patience() {
    return node.options().timings().ackWait().toNanos() * 5 / 4;
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
