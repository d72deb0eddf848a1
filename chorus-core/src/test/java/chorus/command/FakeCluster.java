package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Model;
import chorus.definition.OnFollower;
import chorus.env.Links;
import chorus.resp.Bytes;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.wire.Unblocking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// A cluster of one database that does as it is told and writes it down.
final class FakeCluster implements ClusterContext {
  static final DatabaseDefinition MAIN_DATABASE =
      DatabaseDefinition.first(
          new DatabaseId(1),
          "main",
          0,
          Model.SINGLE_LEADER,
          Engine.ROCKSDB,
          AckConfig.first(AckMode.MAJORITY, List.of(new NodeId("n1"), new NodeId("n2")), List.of()),
          AckPolicy.of(AckMode.MAJORITY),
          FailoverMode.AUTO,
          OnFollower.FORWARD);

  final List<DatabaseRequest> asked = new ArrayList<>();
  final List<String> unblocked = new ArrayList<>();
  final List<ReplicaChange> placed = new ArrayList<>();
  private final FakeLeaders leaders = new FakeLeaders();
  private final FakeRoster roster = new FakeRoster();
  private final FakeLeftBehind leftBehind = new FakeLeftBehind();
  private String links = "";

  /// The one reply to a line.
  String run(String line) {
    List<String> replies = start(line);
    assertThat(replies).hasSize(1);
    return replies.getFirst();
  }

  /// What a line answers, now or later.
  List<String> start(String line) {
    var replies = new ArrayList<String>();
    Consumer<Reply> taken = reply -> replies.add(Transcripts.resp(reply, Protocol.RESP2));
    switch (CommandTable.standard().find(words(line))) {
      case Lookup.Rejected(Reply reply) -> taken.accept(reply);
      case Lookup.Found found -> ((Handler.Cluster) found.handler()).run(this, found.args(), taken);
    }
    return replies;
  }

  @Override
  public void createDatabase(DatabaseRequest request, Consumer<Result<DatabaseDefinition>> done) {
    if (request.name().equals("main")) {
      done.accept(Result.failed(Fault.notApplied("EXISTS", "database main is there already")));
    } else {
      asked.add(request);
      done.accept(Result.ok(MAIN_DATABASE));
    }
  }

  @Override
  public void alterDatabase(
      DatabaseDefinition database,
      DatabaseChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    done.accept(
        Result.ok(
            database.altered(
                change.failover().orElse(database.failover()),
                change.onFollower().orElse(database.onFollower()),
                change.to(database.policy()))));
  }

  @Override
  public void placeDatabase(
      DatabaseDefinition database,
      ReplicaChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    placed.add(change);
    done.accept(Result.ok(database));
  }

  @Override
  public void dropDatabase(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    done.accept(Result.ok(database.dropped(new Dropped(1_790_000_000_000L))));
  }

  @Override
  public void undropDatabase(
      DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    done.accept(Result.ok(database.undropped()));
  }

  @Override
  public void unblock(long connection, Unblocking how, IntConsumer done) {
    unblocked.add(connection + " " + how);
    done.accept(connection == 3 ? 1 : 0);
  }

  @Override
  public void databases(Consumer<Result<List<DatabaseDefinition>>> done) {
    done.accept(Result.ok(List.of(MAIN_DATABASE)));
  }

  @Override
  public void status(Consumer<Result<String>> done) {
    done.accept(Result.ok("{}"));
  }

  @Override
  public void verify(DatabaseDefinition database, Consumer<Reply> done) {
    done.accept(Reply.simple("verified " + database.name()));
  }

  @Override
  public Roster roster() {
    return roster;
  }

  @Override
  public void cutLinks(List<Links.Cut> cut, Consumer<Result<Done>> done) {
    named("cut", cut, done);
  }

  @Override
  public void healLinks(List<Links.Cut> healed, Consumer<Result<Done>> done) {
    named("heal", healed, done);
  }

  private void named(String what, List<Links.Cut> which, Consumer<Result<Done>> done) {
    StringBuilder text = new StringBuilder(what);
    which.forEach(each -> text.append(" " + each.from() + ">" + each.to()));
    links = text.toString();
    done.accept(Result.ok(Done.DONE));
  }

  List<DatabaseRequest> asked() {
    return asked;
  }

  String links() {
    return links;
  }

  @Override
  public Optional<DatabaseDefinition> selected() {
    return Optional.of(MAIN_DATABASE);
  }

  @Override
  public FakeLeaders leaders() {
    return leaders;
  }

  @Override
  public FakeLeftBehind leftBehind() {
    return leftBehind;
  }

  static List<Bytes> words(String line) {
    return Arrays.stream(line.split(" ", -1)).map(Bytes::utf8).toList();
  }
}
