package chorus.single;

import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowsDamaged;
import chorus.store.TrackedView;
import chorus.time.Hlc;
import java.util.ArrayList;
import java.util.List;

/// Reads on what one replica has applied, which may be old.
final class LocalReads {
  private final Shard shard;
  private final Rows rows;
  private final Fence fence;

  LocalReads(Shard shard, Rows rows, Fence fence) {
    this.shard = shard;
    this.rows = rows;
    this.fence = fence;
  }

  /// Answers the batch; `notLeading` if there is nothing to be read yet.
  void run(Batch batch) {
    if (!rows.isReadable()) {
      batch.answer().notLeading();
      return;
    }
    TrackedView view = rows.view();
    List<Reply> replies = new ArrayList<>(batch.commands().size());
    try {
      for (List<Bytes> words : batch.commands()) {
        replies.add(run(words, view));
      }
    } catch (RowsDamaged damaged) {
      rows.damaged(String.valueOf(damaged.getMessage()));
      batch.answer().notLeading();
      return;
    }
    if (view.observed().isAfter(rows.commit())) {
      batch.answer().notLeading();
    } else {
      batch.answer().replies(replies);
    }
  }

  private Reply run(List<Bytes> words, TrackedView view) {
    return switch (shard.commands().find(words)) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found when found.handler() instanceof Handler.Data data -> {
        Hlc now = rows.time().tick(shard.isInStep() ? shard.millis() : 0);
        Moment moment = new Moment(now, fence.promised(), rows.commit().next(), now.packed());
        yield data.read(new RowsView(view), found.args(), moment)
                instanceof Outcome.Answer(Reply reply)
            ? reply
            : Reply.error("READONLY", "this command may write; it was not run here");
      }
      case Lookup.Found found ->
          Reply.error("ERR", "'" + found.spec().name() + "' does not work on rows");
    };
  }
}
