package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.cluster.Choice;
import chorus.cluster.Ending;
import chorus.cluster.Member;
import chorus.cluster.MetaCodec;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.command.CommandTable;
import chorus.command.ConnectionInfo;
import chorus.command.InfoSource;
import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.MemberAddress;
import chorus.definition.OnFollower;
import chorus.env.Completion;
import chorus.env.Links;
import chorus.env.Message;
import chorus.env.MetaLog;
import chorus.env.MetaMachine;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.log.LogOptions;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.ClientSession;
import chorus.session.Connections;
import chorus.session.ReplySink;
import chorus.session.SessionFacts;
import chorus.store.Engines;
import chorus.store.MemoryEngine;
import chorus.testing.Addresses;
import chorus.testing.ManualEnv;
import chorus.testing.MemoryDisk;
import chorus.time.Hlc;
import chorus.value.Hash128;
import chorus.wire.AppendVerdict;
import chorus.wire.ForwardVerdict;
import chorus.wire.LeaseVerdict;
import chorus.wire.PeerMessage;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.ArrivalAnswer;
import chorus.wire.PeerMessage.FenceRequest;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.ForwardReply;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.HeartbeatReply;
import chorus.wire.PeerMessage.LeaseAnswer;
import chorus.wire.PeerMessage.Owed;
import chorus.wire.PeerMessage.Removed;
import chorus.wire.PeerMessage.SwitchoverAsk;
import chorus.wire.PeerMessage.Unblock;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/// The node n1 of a cluster of three, whose other two are played by the test; with one client.
/// Clients find n1 at port 7001, n2 at 7002 and n3 at 7003.
final class LoneNode implements MetaLog, MemberListener {
  static final Ending ENDING =
      new Ending(Ending.Cause.DETECTED, new NodeId("n2"), 0, 1050, "silent");
  private static final Choice CHOICE = new Choice(new NodeId("n2"), 200, List.of());
  private static final Engines MEMORY =
      (world, engine, directory, done) -> MemoryEngine.open(world, directory, done);
  static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  static final Duration BEAT = Timings.DEFAULT.heartbeat();
  static final NodeId N1 = new NodeId("n1");
  static final NodeId N2 = new NodeId("n2");
  static final NodeId N3 = new NodeId("n3");
  private static final List<NodeId> MEMBERS = List.of(N1, N2, N3);

  /// What other nodes were asked to run: the node and the commands.
  final List<String> forwarded = new ArrayList<>();

  /// The same, as it was sent.
  final List<Forward> forwards = new ArrayList<>();

  /// Which batches other nodes were told to have wait no longer.
  final List<String> unblocking = new ArrayList<>();

  /// Which nodes were told that they were removed.
  final List<String> told = new ArrayList<>();

  /// How often this node was told to end.
  int removals;

  /// How often it was told that its directory is an old copy.
  int outdated;

  /// What this node said to others that are about to take part.
  final List<ArrivalAnswer> arrivals = new ArrayList<>();

  /// Whom this node wants to come back as another incarnation; nobody answers by itself.
  final List<RenewMember> renewed = new ArrayList<>();

  /// The numbers that this node wants reserved; nobody answers by itself.
  final List<ReserveSequence> proposed = new ArrayList<>();

  /// What this node has given up; nobody agrees by itself.
  final List<MetaCommand.HandOver> handedOver = new ArrayList<>();

  private final MetaMembers group =
      MetaMembers.first(
          MEMBERS.stream().map(each -> new MetaPeer(each, 1, "127.0.0.1", 7301)).toList());
  private final ManualEnv env;
  private boolean confirms = true;
  private final Clients clients = new Clients();
  private final Node node;
  final NodeStats stats;
  private final Client client;
  private long rounds;
  private final Map<NodeId, Long> ahead = new TreeMap<>();

  LoneNode() {
    this(new MemoryDisk());
  }

  /// One that knows of no cluster yet.
  static LoneNode unformed() {
    return new LoneNode(new MemoryDisk(), MEMORY, false);
  }

  /// On what an earlier process left on `disk`.
  LoneNode(MemoryDisk disk) {
    this(disk, MEMORY, true);
  }

  /// One whose rows never open.
  static LoneNode thatOpensNothing() {
    return new LoneNode(new MemoryDisk(), (world, engine, directory, done) -> {}, true);
  }

  private LoneNode(MemoryDisk disk, Engines engines, boolean formed) {
    env = new ManualEnv(disk, this::sent);
    var options =
        new NodeOptions(
            N1,
            Past.first(1),
            "test",
            Addresses.of(MEMBERS),
            List.of(),
            NodeOptions.IndexRange.NONE,
            Timings.DEFAULT,
            new LogOptions(1 << 20, 1 << 20),
            Limits.ROWS_AT_ONCE,
            Set.of());
    stats = new NodeStats(CommandTable.standard(), Settings.standard());
    node =
        new Node(
            options,
            any -> env,
            this,
            engines,
            CommandTable.standard(),
            stats,
            Links.UNCUTTABLE,
            this);
    env.settle();
    if (formed) {
      decide(new MetaCommand.FormCluster("test", Addresses.of(MEMBERS)));
      decide(new MetaCommand.StartNode(N1, 1, 0));
      decide(MetaCommand.CreateDatabase.majority("main", 0, Engine.MEMORY, FailoverMode.AUTO));
    }
    client = client(1);
  }

  /// Another client of n1, whose connection has this id and is on its own strand.
  Client client(int id) {
    return new Client(id);
  }

  private SessionFacts facts(int id) {
    return new SessionFacts(id, "127.0.0.1:" + id, "127.0.0.1:2", clients, InfoSource.NONE);
  }

  /// Names of the directories on the disk of n1.
  List<String> directories() {
    List<String> found = new ArrayList<>();
    env.disk()
        .directories(
            "",
            result -> {
              if (result instanceof Result.Ok<List<String>>(var names)) {
                found.addAll(names);
              }
            });
    env.settle();
    return found;
  }

  /// The cluster agrees.
  void decide(MetaCommand command) {
    node.apply(MetaCodec.encode(command));
    env.settle();
  }

  /// The cluster agrees that `leader` leads `epoch`, and it says that it does.
  void leads(NodeId leader, long epoch) {
    decide(new MetaCommand.BeginElection(SHARD, new Epoch(epoch - 1), ENDING));
    decide(new MetaCommand.ElectLeader(SHARD, new Epoch(epoch), leader, 1, CHOICE));
    says(leader, epoch, Standing.LEADING);
  }

  /// The cluster agrees that n1 leads `epoch`; with a lease of n2, and what n2 confirms, it does.
  void leadsItself(long epoch) {
    decide(new MetaCommand.BeginElection(SHARD, new Epoch(epoch - 1), ENDING));
    decide(new MetaCommand.ElectLeader(SHARD, new Epoch(epoch), N1, 1, CHOICE));
    advance(Timings.DEFAULT.lease());
    says(N2, epoch, Standing.FOLLOWING);
  }

  /// From now on n1 does not hear that n2 has got anything.
  void confirmsNoMore() {
    confirms = false;
  }

  /// The wall clock of n1 is moved.
  void clockJumps(long millis) {
    env.jump(millis);
  }

  /// The wall clock of `other` is so far ahead of the right time from now on.
  void isAhead(NodeId other, long millis) {
    ahead.put(other, millis);
  }

  /// From now on failovers are left to people.
  void manual() {
    var main = Objects.requireNonNull(node.view().state().databases().get(SHARD.database()));
    decide(
        new MetaCommand.AlterDatabase(
            main.id(), main.version(), FailoverMode.MANUAL, OnFollower.FORWARD, main.policy()));
  }

  /// n1 leads no more, and the client sends the lines before its connection knows that.
  List<String> askFenced(long epoch, String... lines) {
    node.deliver(N3, new FenceRequest(SHARD, new Epoch(epoch)));
    return ask(lines);
  }

  /// n2 says what became of what it was asked to run last.
  void answers(ForwardVerdict verdict, Reply... replies) {
    Forward last = forwards.getLast();
    deliver(N2, new ForwardReply(last.gateway(), last.id(), verdict, List.of(replies)));
  }

  /// n1 is asked to give its leadership of `epoch` up for n2.
  void handsOver(long epoch) {
    deliver(N3, new SwitchoverAsk(SHARD, new Epoch(epoch), N2, 1000, 1, "asked for at n3"));
  }

  /// Another node says how it stands.
  void says(NodeId other, long epoch, Standing standing) {
    deliver(
        other,
        new Heartbeat(
            1, ++rounds, shownBy(other), List.of(status(epoch, standing)), List.of(), List.of()));
  }

  private long shownBy(NodeId other) {
    return env.clock().monotonicNanos() / 1_000_000 + ahead.getOrDefault(other, 0L);
  }

  private static ShardStatus status(long epoch, Standing standing) {
    return new ShardStatus(
        SHARD,
        standing,
        new Epoch(epoch),
        Lsn.NONE,
        0,
        Lsn.NONE,
        Lsn.NONE,
        Lsn.NONE,
        Lsn.NONE,
        0,
        0,
        Wholeness.WHOLE,
        Lsn.NONE,
        Hash128.ZERO,
        0,
        List.of());
  }

  /// The leader of `epoch` sends the record with which it begins, which is committed.
  void follows(NodeId leader, long epoch) {
    Lsn first = Lsn.NONE.next();
    var start =
        new LogRecord(new Epoch(epoch), first, new Hlc(1), RecordKind.EPOCH_START, Bytes.EMPTY);
    deliver(
        leader,
        new Append(
            SHARD,
            new Epoch(epoch),
            leader,
            LogPosition.START,
            first,
            first,
            Owed.NOTHING,
            List.of(start)));
  }

  void deliver(NodeId from, PeerMessage message) {
    node.deliver(from, message);
    env.settle();
  }

  void advance(Duration time) {
    env.advance(time);
  }

  /// Sends the lines as one write; gives the replies that have come since the last time.
  List<String> ask(String... lines) {
    return client.ask(lines);
  }

  /// The replies that have come since the last time.
  List<String> answers() {
    return client.answers();
  }

  /// One connection to n1.
  final class Client implements ReplySink {
    /// Commands that were answered with nothing.
    int unanswered;

    private final List<String> replies = new ArrayList<>();
    private final ClientSession session;

    private Client(int id) {
      session = Session.open(node, node.gateway(id), this, facts(id));
    }

    /// Sends the lines as one write; gives the replies that have come since the last time.
    List<String> ask(String... lines) {
      session.submit(
          Arrays.stream(lines)
              .map(line -> Arrays.stream(line.split(" ")).map(Bytes::utf8).toList())
              .toList());
      env.settle();
      return answers();
    }

    /// The replies that have come since the last time.
    List<String> answers() {
      List<String> heard = List.copyOf(replies);
      replies.clear();
      return heard;
    }

    /// The client hangs up.
    void hangUp() {
      session.closed();
      env.settle();
    }

    @Override
    public void write(List<Reply> all, Protocol protocol) {
      all.forEach(each ->
          replies.add(
              switch (each) {
                case Reply.Error error -> error.text();
                case Reply.Simple simple -> simple.text();
                case Reply.Bulk(Bytes value) -> "$" + value.utf8();
                case Reply.Verbatim(String _, Bytes text) -> text.utf8();
                case Reply.Null() -> "nil";
                case Reply.MapReply _, Reply.Array _ -> words(each);
                default -> each.toString();
              }));
    }

    private String words(Reply reply) {
      return switch (reply) {
        case Reply.Array(var elements) -> elements.stream().map(this::words).toList().toString();
        case Reply.MapReply(var entries) ->
            entries.stream()
                .map(each -> words(each.key()) + "=" + words(each.value()))
                .collect(Collectors.joining(", ", "{", "}"));
        case Reply.Bulk(Bytes value) -> value.utf8();
        case Reply.Int(long value) -> Long.toString(value);
        case Reply.Null() -> "nil";
        default -> reply.toString();
      };
    }

    @Override
    public void unanswered(int commands) {
      unanswered += commands;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void close() {}
  }

  private static final class Clients implements Connections {
    private final TreeMap<Long, Connection> open = new TreeMap<>();

    @Override
    public void opened(long id, Connection connection) {
      open.put(id, connection);
    }

    @Override
    public void closed(long id) {
      open.remove(id);
    }

    @Override
    public List<ConnectionInfo> all() {
      return open.values().stream().map(Connection::info).toList();
    }

    @Override
    public void kill(long id) {
      Optional.ofNullable(open.get(id)).ifPresent(Connection::kill);
    }

    @Override
    public void unblock(long id, Unblocking how, IntConsumer done) {
      Connection connection = open.get(id);
      if (connection == null) {
        done.accept(0);
      } else {
        connection.unblock(how, done);
      }
    }
  }

  private void sent(NodeId to, Message message) {
    switch (message) {
      case Unblock unblock -> unblocking.add(to + " " + unblock.id() + " " + unblock.how());
      case Forward forward -> {
        forwards.add(forward);
        forwarded.add(
            to
                + forward.commands().stream()
                    .map(words -> String.join(" ", words.stream().map(Bytes::utf8).toList()))
                    .toList()
                    .toString());
      }
      case Heartbeat heartbeat when to.equals(N2) ->
          answer(
              new HeartbeatReply(
                  heartbeat.round(),
                  shownBy(N2),
                  heartbeat.asks().stream()
                      .map(ask ->
                          new LeaseAnswer(
                              ask.shard(), ask.epoch(), LeaseVerdict.GRANTED, ask.epoch()))
                      .toList()));
      case Append append when to.equals(N2) && confirms -> answer(confirmation(append));
      case ArrivalAnswer answer -> arrivals.add(answer);
      case Removed removed -> told.add(to + " " + removed);
      default -> {}
    }
  }

  @Override
  public void agreed(Map<NodeId, Member> members) {}

  @Override
  public void removed() {
    removals++;
  }

  @Override
  public void outdated() {
    outdated++;
  }

  @Override
  public void strayed(NodeId stray, MemberAddress address) {}

  private static AppendReply confirmation(Append append) {
    List<LogRecord> records = append.records();
    LogPosition end = records.isEmpty() ? append.previous() : records.getLast().position();
    return new AppendReply(
        SHARD,
        append.epoch(),
        AppendVerdict.ACCEPTED,
        end,
        end.lsn(),
        Wholeness.WHOLE,
        1,
        LogPosition.START,
        end.lsn(),
        append.epoch());
  }

  /// n2 answers.
  private void answer(PeerMessage message) {
    env.execute(() -> node.deliver(N2, message));
  }

  @Override
  public void start(MetaMachine machine) {}

  @Override
  public void propose(Bytes command, Completion<Done> done) {
    switch (MetaCodec.decode(command)) {
      case ReserveSequence reserve -> proposed.add(reserve);
      case RenewMember renew -> renewed.add(renew);
      case MetaCommand.HandOver handOver -> handedOver.add(handOver);
      case MetaCommand.DropDatabase _, MetaCommand.UndropDatabase _ ->
          env.execute(() -> {
            node.apply(command);
            done.complete(Result.ok(Done.DONE));
          });
      default -> {}
    }
  }

  @Override
  public void barrier(Completion<Done> done) {
    done.complete(Result.ok(Done.DONE));
  }

  @Override
  public Optional<MetaMembers> members() {
    return Optional.of(group);
  }

  @Override
  public void change(MetaMembers members, Completion<Done> done) {}

  @Override
  public void stop() {}
}
