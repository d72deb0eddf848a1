package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.resp.Reply;
import java.util.List;

/// A request on its way through a [Gateway]. On the gateway's strand.
final class Errand {
  private static final Routes.Route NOWHERE = new Routes.Route(Epoch.NONE, new NodeId("nowhere"));

  final ShardId shard;
  final Request request;
  long waitUntilNanos;
  Routes.Route route = NOWHERE;
  long answerByNanos;
  boolean waited;

  /// When it was first held for a leader; 0 if it never was.
  long heldSince;

  boolean abandoned;

  /// Who wants that it waits no longer.
  final Unblocks unblocks = new Unblocks();

  /// It was sent to a leader that did not say what became of it.
  boolean mayHaveRun;

  Errand(ShardId shard, Request request, long waitUntilNanos) {
    this.shard = shard;
    this.request = request;
    this.waitUntilNanos = waitUntilNanos;
  }

  /// The one answer: a reply for each command.
  void done(List<Reply> replies) {
    unblocks.decided(0);
    request.asker().done(replies);
  }

  void answerAll(Reply reply) {
    unblocks.decided(0);
    request.answerAll(reply);
  }

  /// Another node leads, and its session decides anew.
  void giveBack() {
    unblocks.decided(0);
    request.asker().ledElsewhere();
  }

  /// Nobody waits for the replies any more; a batch that waits for a key need not be run.
  void abandon() {
    abandoned = true;
    unblocks.decided(0);
  }
}
