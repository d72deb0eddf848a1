package chorus.server;

import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.Timings;
import chorus.command.CommandTable;
import chorus.command.stats.NodeStats;
import chorus.control.ControlGroup;
import chorus.control.ControlRefusedException;
import chorus.control.ControlSettings;
import chorus.control.ControlTuning;
import chorus.control.RatisMetaLog;
import chorus.control.StartMode;
import chorus.definition.MemberAddress;
import chorus.env.Links;
import chorus.env.Message;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.env.Scheduler;
import chorus.log.LogOptions;
import chorus.node.ClusterView;
import chorus.node.Node;
import chorus.node.NodeOptions;
import chorus.node.Session;
import chorus.resp.DecoderLimits;
import chorus.server.KnownMembers.Known;
import chorus.server.config.ConfigException;
import chorus.server.config.ServerConfig;
import chorus.server.config.ServerConfig.Debug;
import chorus.server.config.Sizes;
import chorus.server.env.FailStop;
import chorus.server.env.IoThreads;
import chorus.server.env.Listening;
import chorus.server.env.Loops;
import chorus.server.env.RealStrands;
import chorus.server.info.NodeInfo;
import chorus.server.info.Pace;
import chorus.server.info.ReplicationInfo;
import chorus.server.peer.PeerNetwork;
import chorus.server.peer.WireCodec;
import chorus.server.resp.Accepted;
import chorus.server.resp.RespLimits;
import chorus.server.resp.RespServer;
import chorus.server.store.RocksResources;
import chorus.server.store.ServerEngines;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import chorus.session.SessionFacts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: everything that it is made of, wired together.
///
/// It serves clients once [#start] returns; whether its databases have leaders is another matter,
/// which `CHORUS STATUS` tells.
public final class ServerNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerNode.class);
  private static final int IO_THREADS = 4;
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final ServerConfig config;
  private final NodeDirectory directory;
  private final FailStop failStop;
  private final Loops loops;
  private final IoThreads threads;
  private final PeerNetwork network;
  private final AtomicReference<Node> node = new AtomicReference<>();
  private final AtomicReference<@Nullable Arriving> arriving = new AtomicReference<>();
  private final ServerConnections connections = new ServerConnections();
  private final RespServer resp;
  private final NodeInfo info;
  private final NodeStats stats;
  private final Pace pace;
  private final ExecutorService files;
  private final Runnable whenEnded;
  private volatile boolean removed;
  private @Nullable RatisMetaLog metaLog;
  private @Nullable RocksResources resources;
  private boolean closed;

  private ServerNode(ServerConfig config, NodeDirectory directory, Runnable whenFailed) {
    this.config = config;
    this.directory = directory;
    this.failStop = new FailStop(whenFailed);
    this.whenEnded = whenFailed;
    String name = config.node().name();
    this.files =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name + "-files").factory());
    this.loops = Loops.start(name, Runtime.getRuntime().availableProcessors());
    this.threads = new IoThreads(name + "-io", IO_THREADS, failStop);
    this.network =
        new PeerNetwork(
            config.cluster(), config.node(), loops.peers().next(), new WireCodec(), this::deliver);
    this.resp = new RespServer(loops, respLimits(config.sizes()), this::open, failStop);
    this.stats = new NodeStats(CommandTable.standard(), RedisSettings.of(config));
    this.pace = new Pace(resp.counters(), network.counters());
    this.info =
        new NodeInfo(
            config,
            Optional.ofNullable(ServerNode.class.getPackage().getImplementationVersion())
                .orElse("development"),
            resp.counters(),
            connections::waiting,
            network.counters(),
            pace,
            stats,
            new ReplicationInfo(config, this::view));
  }

  /// Starts a node; returns when it takes connections. What cannot be (a port or directory in use,
  /// another node's directory) is said in the exception's one line, and nothing is left running.
  ///
  /// `whenFailed` is called at most once, on any thread, when a programmer's error or a broken disk
  /// stops the node, or the cluster removed it ([#isRemoved]); it must not block. The owner closes
  /// the node then.
  public static ServerNode start(ServerConfig config, Runnable whenFailed) throws ConfigException {
    ServerNode server = new ServerNode(config, NodeDirectory.open(config), whenFailed);
    try {
      server.start();
      return server;
    } catch (IOException | ControlRefusedException refused) {
      server.close();
      throw new ConfigException(String.valueOf(refused.getMessage()), refused);
    } catch (RuntimeException | Error broken) {
      server.close();
      throw broken;
    }
  }

  private void start() throws IOException, ControlRefusedException, ConfigException {
    requireFreePorts();
    network.listen(config.peerAddress());
    RealStrands strands = new RealStrands(loops, threads, failStop, network, directory.path());
    arrive(strands);
    KnownMembers members = directory.members();
    RatisMetaLog control =
        RatisMetaLog.open(
            controlSettings(members), strands.strand(RealStrands.CONTROL).scheduler());
    metaLog = control;
    control.failure().thenAccept(this::controlFailed);
    directory.joined();
    resources =
        RocksResources.open(
            directory.path().resolve("native"),
            config.sizes().cache(),
            config.sizes().writeBuffer());
    node.set(
        new Node(
            options(members),
            strands,
            control,
            new ServerEngines(directory.path(), resources, config.engine()),
            CommandTable.standard(),
            stats,
            config.debug() == Debug.ON ? network.cuts() : Links.UNCUTTABLE,
            new Neighbours(
                config.node(), network, directory, members, files, this::removed, this::outdated)));
    resp.listen(config.respAddress());
    keepPace(strands.strand("info").scheduler());
    LOG.info(
        "node {} of cluster {} serves clients at {}:{}, start {}, data in {}",
        config.node(),
        config.cluster(),
        config.bind(),
        config.self().resp(),
        directory.start(),
        directory.path());
    if (config.exposure() == ServerConfig.Exposure.INSECURE) {
      LOG.warn("INSECURE: anybody who reaches {} can do everything", config.bind());
    }
  }

  private void keepPace(Scheduler scheduler) {
    pace.look(System.nanoTime());
    scheduler.after(PACE, () -> keepPace(scheduler));
  }

  private void arrive(RealStrands strands) throws IOException, ConfigException {
    if (!directory.mustAsk()) {
      return;
    }
    Map<NodeId, MemberAddress> others = new TreeMap<>(directory.members().addresses());
    others.remove(config.node());
    Arriving asking =
        new Arriving(
            config.node(),
            config.cluster(),
            directory,
            strands.strand(RealStrands.CONTROL),
            others.keySet());
    arriving.set(asking);
    others.forEach(
        (node, address) -> network.connect(node, chorus.server.config.Member.peerAddress(address)));
    asking.await();
  }

  /// Before anything runs, so that a port in use is all that the node says.
  private void requireFreePorts() throws IOException {
    Listening.requireFree(config.respAddress());
    Listening.requireFree(config.peerAddress());
    Listening.requireFree(new InetSocketAddress(config.self().host(), config.self().control()));
  }

  /// The control log also stops by itself where its group goes on without this node.
  private void controlFailed(Fault fault) {
    Node running = node.get();
    if (running != null
        && running.view().state().members().isDeparted(config.node(), running.options().boot())) {
      removed();
      return;
    }
    failStop.fail(
        RealStrands.CONTROL,
        new IllegalStateException(
            "the control log stopped: " + fault.code() + " " + fault.detail()));
  }

  private ControlSettings controlSettings(KnownMembers members) {
    return new ControlSettings(
        new ControlGroup(config.cluster(), group(members)),
        config.node(),
        directory.path().resolve("control"),
        switch (directory.control()) {
          case NEVER -> StartMode.FRESH;
          case JOINED -> StartMode.EXISTING;
        },
        ControlTuning.STANDARD,
        network.cuts()::isCut);
  }

  /// Whoever forms the cluster votes by the order of the configuration; whoever joins it or comes
  /// back without its past listens, and leaves it to the others who of them votes.
  private MetaMembers group(KnownMembers members) {
    if (config.join().isEmpty() && directory.incarnation() == 1) {
      return MetaMembers.first(
          members.byId().keySet().stream().map(each -> peer(members, each)).toList());
    }
    MetaPeer self = peer(members, config.node());
    List<MetaPeer> others =
        members.byId().keySet().stream()
            .filter(each -> !each.equals(config.node()))
            .map(each -> peer(members, each))
            .toList();
    return others.isEmpty()
        ? new MetaMembers(List.of(self), List.of())
        : new MetaMembers(others, List.of(self));
  }

  private static MetaPeer peer(KnownMembers members, NodeId node) {
    Known known = members.of(node);
    return new MetaPeer(
        node, known.incarnation(), known.address().host(), known.address().control());
  }

  /// The cluster did without this node from now on.
  private void removed() {
    if (!removed) {
      removed = true;
      LOG.warn(
          "node {} was removed from cluster {} and stops; nothing needs {} any more",
          config.node(),
          config.cluster(),
          directory.path());
      whenEnded.run();
    }
  }

  /// The next start asks the others, and comes back without what this one has.
  private void outdated() {
    failStop.fail(
        RealStrands.CONTROL,
        new IllegalStateException(
            directory.path()
                + " is an old copy: the cluster knows a start of this node that it does not tell of"
                + " | start it again: it then comes back with what the other nodes have"));
  }

  /// Whether this node ended because the cluster removed it.
  public boolean isRemoved() {
    return removed;
  }

  private NodeOptions options(KnownMembers members) throws IOException, ConfigException {
    Sizes sizes = config.sizes();
    Timings standard = Timings.DEFAULT;
    return new NodeOptions(
        config.node(),
        directory.past(),
        config.cluster(),
        members.addresses(),
        config.databases(),
        config.autoCreate(),
        new Timings(
            standard.heartbeat(),
            standard.lease(),
            standard.drift(),
            sizes.detection(),
            standard.electionPatience(),
            sizes.leaderWait(),
            sizes.ackWait(),
            standard.beat(),
            sizes.diskStall(),
            sizes.undrop()),
        new LogOptions((int) sizes.logSegment(), (int) sizes.logCache(), sizes.logKeep()),
        Limits.ROWS_AT_ONCE,
        Set.of());
  }

  private static RespLimits respLimits(Sizes sizes) {
    DecoderLimits standard = DecoderLimits.AUTHENTICATED;
    DecoderLimits decoder =
        new DecoderLimits(
            standard.audience(),
            standard.maxArguments(),
            (int) sizes.bulk(),
            standard.maxInlineBytes(),
            sizes.bulk() + (1 << 20));
    RespLimits usual = RespLimits.DEFAULT;
    return new RespLimits(
        sizes.clients(),
        decoder,
        usual.underwayBytes(),
        usual.underwayCommands(),
        sizes.outputBuffer());
  }

  private void deliver(NodeId from, Message message) {
    Node target = node.get();
    Arriving asking = arriving.get();
    if (target != null) {
      target.deliver(from, message);
    } else if (asking != null) {
      asking.deliver(from, message);
    }
  }

  private ClientSession open(Accepted accepted, ReplySink replies) {
    Node target = node.get();
    SessionFacts facts =
        new SessionFacts(
            accepted.id(), accepted.address(), accepted.localAddress(), connections, info);
    return Session.open(target, target.gateway(accepted.loop()), replies, facts);
  }

  /// What this node knows of its cluster.
  public ClusterView view() {
    return node.get().view();
  }

  /// The links to other nodes that can be cut on purpose.
  public PeerNetwork network() {
    return network;
  }

  /// Stops within five seconds. What was acknowledged stays; the directory is free afterwards.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    resp.stopListening();
    Node running = node.get();
    boolean clean = running == null || stop(running);
    resp.closeAll();
    network.close();
    if (metaLog != null) {
      metaLog.close();
    }
    loops.close();
    threads.close();
    files.close();
    // Native memory that a store may still use is better lost than freed.
    if (resources != null && clean) {
      resources.close();
    }
    try {
      directory.close();
    } catch (IOException broken) {
      LOG.warn("cannot give up {}", directory.path(), broken);
    }
    if (running != null) {
      LOG.info("node {} has stopped", config.node());
    }
  }

  /// Whether every shard was closed in time.
  private boolean stop(Node running) {
    if (failStop.failed()) {
      return false;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    running.stop(_ -> stopped.countDown());
    try {
      return stopped.await(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
