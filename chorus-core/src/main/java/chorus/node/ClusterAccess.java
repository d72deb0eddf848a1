package chorus.node;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.command.ClusterContext;
import chorus.command.DatabaseChange;
import chorus.command.DatabaseRequest;
import chorus.command.Handler;
import chorus.command.Leaders;
import chorus.command.LeftBehind;
import chorus.command.Lookup;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.ReplicaChange;
import chorus.command.ReplicaCheck;
import chorus.command.Roster;
import chorus.command.View;
import chorus.database.HostedShard;
import chorus.definition.AckLevel;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.env.Env;
import chorus.env.Links;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.session.Connections;
import chorus.store.RowCursor;
import chorus.time.Hlc;
import chorus.wire.PeerMessage.CutLinks;
import chorus.wire.Unblocking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The cluster as commands see it from one gateway. On the gateway's strand, or answering on
/// others' and brought back by the session.
final class ClusterAccess implements ClusterContext {
  private final Node node;
  private final Gateway gateway;
  private final Connections connections;
  private final IntSupplier selected;
  private final DefinitionChanges definitions;

  /// `selected` gives the index of the connection's database.
  ClusterAccess(Node node, Gateway gateway, Connections connections, IntSupplier selected) {
    this.node = node;
    this.gateway = gateway;
    this.connections = connections;
    this.selected = selected;
    this.definitions = new DefinitionChanges(node, gateway.env());
  }

  @Override
  public void createDatabase(DatabaseRequest request, Consumer<Result<DatabaseDefinition>> done) {
    definitions.create(request, done);
  }

  @Override
  public void alterDatabase(
      DatabaseDefinition database,
      DatabaseChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    definitions.alter(database, change, done);
  }

  @Override
  public void placeDatabase(
      DatabaseDefinition database,
      ReplicaChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    new ReplicaChanges(node, gateway.env()).place(database, change, done);
  }

  @Override
  public void dropDatabase(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    new DropAccess(node, gateway.env()).drop(database, done);
  }

  @Override
  public void undropDatabase(
      DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    new DropAccess(node, gateway.env()).undrop(database, done);
  }

  @Override
  public void unblock(long connection, Unblocking how, IntConsumer done) {
    connections.unblock(connection, how, done);
  }

  @Override
  public void databases(Consumer<Result<List<DatabaseDefinition>>> done) {
    done.accept(
        Result.ok(
            node.view().state().definitions().stream()
                .sorted(Comparator.comparingInt(DatabaseDefinition::index))
                .toList()));
  }

  @Override
  public void status(Consumer<Result<String>> done) {
    done.accept(Result.ok(StatusJson.of(node.view(), node.options())));
  }

  @Override
  public void verify(DatabaseDefinition database, Consumer<Reply> done) {
    ShardId id = new ShardId(database.id(), 0);
    node.hosted(id)
        .ifPresentOrElse(
            shard -> shard.beatNow(position -> verify(shard, database, done)),
            () ->
                done.accept(Reply.error("ERR", "this node has no replica of " + database.name())));
  }

  private void verify(HostedShard shard, DatabaseDefinition database, Consumer<Reply> done) {
    NodeId self = node.options().self();
    shard.verify(report -> {
      if (report.isPresent()) {
        shard.beats(beats -> done.accept(new ReplicaCheck(self, report.get(), beats).toReply()));
      } else {
        done.accept(Reply.error("UNAVAILABLE", notOpen(database, self)));
      }
    });
  }

  /// What is said of a replica that this node holds and has not opened yet, or not any more.
  static String notOpen(DatabaseDefinition database, NodeId self) {
    return "the replica of " + database.name() + " on " + self + " is not open";
  }

  @Override
  public Optional<DatabaseDefinition> selected() {
    return node.view().state().byIndex(selected.getAsInt());
  }

  @Override
  public Leaders leaders() {
    return new LeaderAccess(node, env());
  }

  @Override
  public Roster roster() {
    return new RosterAccess(node, env());
  }

  @Override
  public LeftBehind leftBehind() {
    return new LeftBehindAccess(node, gateway);
  }

  @Override
  public void cutLinks(List<Links.Cut> cut, Consumer<Result<Done>> done) {
    changeLinks(
        cut,
        () -> {
          List<Links.Cut> cuts = new ArrayList<>(node.links().cuts());
          cut.stream().filter(each -> !cuts.contains(each)).forEach(cuts::add);
          return cuts;
        },
        done);
  }

  @Override
  public void healLinks(List<Links.Cut> healed, Consumer<Result<Done>> done) {
    changeLinks(
        healed,
        () ->
            node.links().cuts().stream()
                .filter(each -> !healed.isEmpty() && !healed.contains(each))
                .toList(),
        done);
  }

  /// Every node hears of all cuts: a node loses what it sends and what it receives, and in the
  /// control plane only what it receives or answers.
  private void changeLinks(
      List<Links.Cut> named, Supplier<List<Links.Cut>> next, Consumer<Result<Done>> done) {
    Set<NodeId> members = node.members().keySet();
    if (!node.links().mayBeCut()) {
      done.accept(
          Result.failed(Fault.notApplied("ERR", "links can be cut in a demo or playground only")));
      return;
    }
    for (Links.Cut each : named) {
      if (!members.contains(each.from())
          || !members.contains(each.to())
          || each.from().equals(each.to())) {
        String why = "not a link between two nodes: " + each.from() + " and " + each.to();
        done.accept(Result.failed(Fault.notApplied("ERR", why + " | nodes are " + members)));
        return;
      }
    }
    List<Links.Cut> cuts = next.get();
    node.links().cutExactly(cuts);
    members.stream()
        .filter(each -> !each.equals(node.options().self()))
        .forEach(each -> env().network().send(each, new CutLinks(cuts)));
    done.accept(Result.ok(Done.DONE));
  }

  /// Commands on a database that is made at its first write: they run on no rows at all until one
  /// would change something.
  ///
  /// Whether it is made is asked of the control plane first: a node that has just started does not
  /// know yet, and would answer "absent" for a key that is there.
  void undefined(int index, Request request) {
    node.barrier(
        reached -> env().scheduler().execute(() -> stillUndefined(reached, index, request)));
  }

  private void stillUndefined(Result<Done> reached, int index, Request request) {
    Optional<DatabaseDefinition> made = node.view().state().byIndex(index);
    if (made.isPresent()) {
      gateway.submit(new ShardId(made.get().id(), 0), request);
      return;
    }
    boolean canBeMade = node.options().autoCreate().contains(index);
    if (reached instanceof Result.Ok<Done> && !canBeMade && node.view().state().made() > 0) {
      request.answerAll(
          Reply.error(
              "ERR",
              "no database of index " + index + ", nothing was done | CHORUS DB LIST shows all"));
      return;
    }
    if (reached instanceof Result.Failed<Done>
        || (request.intent() != Request.Intent.READS_ONLY && !canBeMade)) {
      request.answerAll(
          Reply.error(
              "NOQUORUM",
              "no database of index " + index + " is known here yet | nothing was written"));
      return;
    }
    if (request.intent() == Request.Intent.READS_ONLY) {
      request.asker().done(request.commands().stream().map(this::onNothing).toList());
      return;
    }
    definitions.create(
        CreateDatabase.majority("db" + index, index, Engine.ROCKSDB, FailoverMode.AUTO),
        result -> {
          switch (result) {
            case Result.Ok<DatabaseDefinition>(var fresh) ->
                gateway.submit(new ShardId(fresh.id(), 0), request);
            case Result.Failed<DatabaseDefinition>(Fault fault) ->
                request.answerAll(
                    Reply.error(
                        "NOQUORUM",
                        "no database of index "
                            + index
                            + " yet | "
                            + fault.detail()
                            + " | nothing was written"));
          }
        });
  }

  /// Runs a command in every database, one after the other, not atomically over them: the first
  /// error ends it. Forwarded for everyone: the databases may be led in several places.
  void everywhere(List<Bytes> words, AckLevel level, Consumer<Reply> done) {
    ArrayDeque<DatabaseDefinition> all = new ArrayDeque<>(node.view().state().definitions());
    all.removeIf(DatabaseDefinition::isDropped);
    everywhere(words, level, all, Reply.OK, done);
  }

  private void everywhere(
      List<Bytes> words,
      AckLevel level,
      ArrayDeque<DatabaseDefinition> left,
      Reply last,
      Consumer<Reply> done) {
    if (left.isEmpty() || last instanceof Reply.Error) {
      done.accept(last);
      return;
    }
    ShardId shard = new ShardId(left.removeFirst().id(), 0);
    gateway.submit(
        shard,
        new Request(
            List.of(words),
            Request.Intent.MAY_WRITE,
            Way.FORWARD,
            level,
            replies -> everywhere(words, level, left, replies.getFirst(), done)));
  }

  private Reply onNothing(List<Bytes> words) {
    if (node.commands().find(words) instanceof Lookup.Found found
        && found.handler() instanceof Handler.Data data) {
      long now = env().clock().wallMillis();
      Moment moment = new Moment(Hlc.of(now, 0), Epoch.NONE, Lsn.NONE.next(), now);
      if (data.run(NOTHING, found.args(), moment) instanceof Outcome.Answer(Reply reply)) {
        return reply;
      }
    }
    return Reply.error("ERR", "this command does not read rows");
  }

  private static final View NOTHING =
      new View() {
        @Override
        public @Nullable Bytes get(Bytes row) {
          return null;
        }

        @Override
        public RowCursor scan(Bytes from, Bytes to) {
          return RowCursor.EMPTY;
        }
      };

  private Env env() {
    return gateway.env();
  }
}
