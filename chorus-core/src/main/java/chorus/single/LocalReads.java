package chorus.single;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.Lookups;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
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
  private final StrandTimes times;
  private final Lookups lookups = new Lookups();

  /// The command that runs on the strand.
  private List<Bytes> current = List.of();

  LocalReads(Shard shard, Rows rows, Fence fence) {
    this.shard = shard;
    this.rows = rows;
    this.fence = fence;
    this.times = new StrandTimes(shard);
  }

  /// Answers the batch; `notLeading` if there is nothing to be read yet.
  void run(Batch batch) {
    if (!rows.isReadable()) {
      batch.answer().notLeading();
      return;
    }
    TrackedView view = rows.view();
    Moment moment = moment();
    try {
      List<Reply> replies =
          runHere(batch, RowsView.ofReader(view, shard.aside().rowsAtOnce()), moment);
      answer(batch, Result.ok(replies), view.observed());
    } catch (RowsView.TooLong tooLong) {
      Lsn seen = rows.overlaid();
      Runnable ended = times.beside(current, batch.answer());
      LongReads.beside(
          shard,
          rows,
          frozen -> runBeside(batch, frozen, moment),
          result -> {
            ended.run();
            answer(batch, result, seen);
          });
    } catch (RowsDamaged damaged) {
      answer(batch, Result.failed(damaged.fault()), Lsn.NONE);
    }
  }

  /// A leader's own rows may show what is not committed yet: then it goes the way of all others.
  private void answer(Batch batch, Result<List<Reply>> result, Lsn seen) {
    switch (result) {
      case Result.Ok<List<Reply>>(var replies) when !seen.isAfter(rows.commit()) ->
          batch.answer().replies(replies);
      case Result.Ok<List<Reply>> _ -> batch.answer().notLeading();
      case Result.Failed<List<Reply>>(Fault fault) -> {
        rows.damaged(fault.detail());
        batch.answer().notLeading();
      }
    }
  }

  private Moment moment() {
    Hlc now = rows.time().tick(shard.isInStep() ? shard.millis() : 0);
    return new Moment(now, fence.promised(), rows.commit().next(), now.packed());
  }

  private List<Reply> runHere(Batch batch, View view, Moment moment) {
    List<Reply> replies = new ArrayList<>(batch.commands().size());
    times.begin();
    for (List<Bytes> words : batch.commands()) {
      current = words;
      lookups.clear();
      replies.add(run(words, view, moment, lookups));
      shard.counts().read(lookups);
      times.ran(words, batch.answer());
    }
    return replies;
  }

  /// Away from the strand: it counts nothing.
  private List<Reply> runBeside(Batch batch, View view, Moment moment) {
    List<Reply> replies = new ArrayList<>(batch.commands().size());
    for (List<Bytes> words : batch.commands()) {
      replies.add(run(words, view, moment, new Lookups()));
    }
    return replies;
  }

  private Reply run(List<Bytes> words, View view, Moment moment, Lookups looked) {
    return switch (shard.commands().find(words)) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found when found.handler() instanceof Handler.Data data ->
          data.read(view, found.args(), moment, looked) instanceof Outcome.Answer(Reply reply)
              ? reply
              : Reply.error("READONLY", "this command may write; it was not run here");
      case Lookup.Found found ->
          Reply.error("ERR", "'" + found.spec().name() + "' does not work on rows");
    };
  }
}
