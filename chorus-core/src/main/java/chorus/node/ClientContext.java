package chorus.node;

import chorus.base.ShardId;
import chorus.command.CommandTable;
import chorus.command.ConnectionInfo;
import chorus.command.ConnectionInfo.Doing;
import chorus.command.ConnectionInfo.Waits;
import chorus.command.Eviction;
import chorus.command.InfoSource;
import chorus.command.Lookup;
import chorus.command.PauseScope;
import chorus.command.ReadLevel;
import chorus.command.Redirection;
import chorus.command.Replies;
import chorus.command.SessionContext;
import chorus.command.settings.Settings;
import chorus.command.stats.NodeStats;
import chorus.definition.AckLevel;
import chorus.definition.DatabaseDefinition;
import chorus.definition.OnFollower;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.session.SessionFacts;
import chorus.single.Origin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What commands see and change of one connection. On the gateway's strand, but for [#seen()].
final class ClientContext implements SessionContext {
  private final Session session;
  private final Node node;
  private final Gateway gateway;
  private final SessionFacts facts;
  private final long openedMillis;
  private final AtomicReference<Seen> seen;
  private Bytes name = Bytes.EMPTY;
  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private Protocol protocol = Protocol.RESP2;
  private ReadLevel level = ReadLevel.STRONG;
  private Redirection redirection = Redirection.NONE;
  private AckLevel ackLevel = AckLevel.DEFAULT;
  private Eviction eviction = Eviction.ALLOWED;
  private Waits waits = Waits.NO;
  private String lastCommand = "";
  private List<Bytes> words = List.of();
  private int database;

  /// What another connection may see, as of `atMillis`.
  private record Seen(ConnectionInfo info, long atMillis) {}

  ClientContext(Session session, Node node, Gateway gateway, SessionFacts facts) {
    this.session = session;
    this.node = node;
    this.gateway = gateway;
    this.facts = facts;
    this.openedMillis = millis();
    this.seen = new AtomicReference<>(new Seen(fresh(0), openedMillis));
  }

  int database() {
    return database;
  }

  Protocol protocol() {
    return protocol;
  }

  AckLevel ackLevel() {
    return ackLevel;
  }

  /// Which way commands on the selected database go at this moment. A connection that watches keys
  /// reads at the leader, lest it decide by what is older than its watch.
  Ways ways() {
    return node.view()
        .state()
        .byIndex(database)
        .map(this::ways)
        .orElseGet(() -> ways(OnFollower.FORWARD, new Ways.Leader.Unknown()));
  }

  /// The same for any other database.
  Ways ways(DatabaseDefinition other) {
    OnFollower setting = other.isDropped() ? OnFollower.FORWARD : other.onFollower();
    return ways(
        setting,
        setting == OnFollower.FORWARD
            ? new Ways.Leader.Unknown()
            : gateway.sight().leader(new ShardId(other.id(), 0)));
  }

  private Ways ways(OnFollower setting, Ways.Leader leader) {
    ReadLevel now =
        setting == OnFollower.FORWARD && session.transaction().watches() ? ReadLevel.STRONG : level;
    return new Ways(setting, redirection, now, leader, node.commands());
  }

  /// The command `found`, called with `command`, begins.
  void begins(List<Bytes> command, Lookup lookup) {
    words = command;
    if (lookup instanceof Lookup.Found found) {
      lastCommand = found.spec().name();
    }
    show(0);
  }

  /// Others may see what the command that ran changed of the connection.
  void changed() {
    show(0);
  }

  /// The command waits, or does not any more.
  void waits(Waits now) {
    if (waits != now) {
      waits = now;
      show(now == Waits.YES ? bytes(words) : 0);
    }
  }

  /// The connection as others see it. Any strand may call it.
  ConnectionInfo seen() {
    Seen last = seen.get();
    long now = millis();
    return last.info()
        .aged((now - openedMillis) / 1000, Math.max(0, (now - last.atMillis()) / 1000));
  }

  /// Who is at the other end. Any strand may call it.
  Origin origin() {
    ConnectionInfo info = seen.get().info();
    return new Origin(info.address(), info.name());
  }

  private void show(long argumentBytes) {
    seen.set(new Seen(fresh(argumentBytes), millis()));
  }

  private static long bytes(List<Bytes> words) {
    return words.stream().mapToLong(Bytes::length).sum();
  }

  private long millis() {
    return gateway.env().clock().monotonicNanos() / 1_000_000;
  }

  private Doing doing(long argumentBytes) {
    Transaction transaction = session.transaction();
    return transaction.isOpen()
        ? new Doing(waits, eviction, transaction.size(), transaction.bytes(), argumentBytes)
        : new Doing(waits, eviction, Doing.NOTHING, 0, argumentBytes);
  }

  private ConnectionInfo fresh(long argumentBytes) {
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
        redirection,
        lastCommand,
        doing(argumentBytes),
        (millis() - openedMillis) / 1000,
        0,
        0,
        0);
  }

  @Override
  public ConnectionInfo self() {
    return fresh(bytes(words));
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
    session.flush();
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
  public void setRedirection(Redirection newRedirection) {
    redirection = newRedirection;
  }

  @Override
  public void setEviction(Eviction newEviction) {
    eviction = newEviction;
  }

  @Override
  public void setReplies(Replies replies) {
    session.replyMode().set(replies);
  }

  @Override
  public void pause(PauseScope scope, long millis) {
    node.pauses().begin(scope, millis);
  }

  @Override
  public void unpause() {
    node.pauses().end();
  }

  @Override
  public void setAckLevel(AckLevel newLevel) {
    ackLevel = newLevel;
  }

  @Override
  public List<ConnectionInfo> connections() {
    show(bytes(words));
    return facts.connections().all();
  }

  @Override
  public void kill(long id) {
    if (id == facts.id()) {
      session.close();
    } else {
      facts.connections().kill(id);
    }
  }

  @Override
  public void closeAfterReply() {
    session.close();
  }

  @Override
  public void reset() {
    session.flush();
    session.transaction().end();
    session.replyMode().reset();
    name = Bytes.EMPTY;
    protocol = Protocol.RESP2;
    level = ReadLevel.STRONG;
    redirection = Redirection.NONE;
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
  public Settings settings() {
    return node.stats().settings();
  }

  @Override
  public NodeStats stats() {
    return node.stats();
  }

  @Override
  public Reply role() {
    return RoleReply.of(node.view(), node.options().self(), node.view().state().byIndex(database));
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
