package chorus.node;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.command.LeftBehind;
import chorus.database.HostedShard;
import chorus.definition.AckLevel;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Caretaker;
import chorus.diverged.Discarded;
import chorus.diverged.DivergedCodec;
import chorus.diverged.DivergedPage;
import chorus.diverged.DivergedWrite;
import chorus.diverged.RedoTerms;
import chorus.diverged.RedoVerdict;
import chorus.diverged.Redone;
import chorus.diverged.Selection;
import chorus.env.Completion;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// This node's diverged writes, as commands see and change them. Answers come on the strand of the
/// shard and are brought back by the session.
final class LeftBehindAccess implements LeftBehind {
  private final Node node;
  private final Gateway gateway;

  LeftBehindAccess(Node node, Gateway gateway) {
    this.node = node;
    this.gateway = gateway;
  }

  @Override
  public NodeId node() {
    return node.options().self();
  }

  @Override
  public void page(
      DatabaseDefinition database, Selection which, int count, Completion<DivergedPage> done) {
    with(database, DivergedPage.EMPTY, done, it -> it.page(which, count, done));
  }

  @Override
  public void redo(
      DatabaseDefinition database, Selection which, RedoTerms terms, Completion<Redone> done) {
    with(
        database,
        Redone.NOTHING,
        done,
        it ->
            it.redo(which, (write, verdict) -> redo(shard(database), write, terms, verdict), done));
  }

  @Override
  public void discard(DatabaseDefinition database, Selection which, Completion<Discarded> done) {
    with(database, Discarded.NOTHING, done, it -> it.discard(which, done));
  }

  /// Sends one write to the leader, wherever that is.
  ///
  /// It must be on a majority, whatever the database's mode: what was saved here is deleted then,
  /// and may be its only copy that survives the leader.
  private void redo(
      ShardId shard, DivergedWrite write, RedoTerms terms, Consumer<RedoVerdict> done) {
    List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8("CHORUS"), Bytes.utf8("REDO")));
    words.add(DivergedCodec.encode(List.of(write)));
    if (terms == RedoTerms.ANYTHING) {
      words.add(Bytes.utf8("OVERWRITE"));
    }
    Request request =
        new Request(
            List.of(List.copyOf(words)),
            Request.Intent.MAY_WRITE,
            Way.FORWARD,
            AckLevel.MAJORITY,
            replies -> done.accept(RedoVerdict.of(replies.getFirst())));
    gateway.env().scheduler().execute(() -> gateway.submit(shard, request));
  }

  private <T> void with(
      DatabaseDefinition database, T none, Completion<T> done, Consumer<Caretaker> use) {
    Optional<HostedShard> part = node.hosted(shard(database));
    if (part.isEmpty()) {
      done.complete(Result.ok(none));
      return;
    }
    String closed = ClusterAccess.notOpen(database, node());
    part.get()
        .caretaker(found ->
            found.ifPresentOrElse(
                use, () -> done.complete(Result.failed(Fault.notApplied("UNAVAILABLE", closed)))));
  }

  private static ShardId shard(DatabaseDefinition database) {
    return new ShardId(database.id(), 0);
  }
}
