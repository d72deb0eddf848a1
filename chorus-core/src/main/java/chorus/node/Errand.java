package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;

/// A request on its way through a [Gateway].
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

  /// It was sent to a leader that did not say what became of it.
  boolean mayHaveRun;

  Errand(ShardId shard, Request request, long waitUntilNanos) {
    this.shard = shard;
    this.request = request;
    this.waitUntilNanos = waitUntilNanos;
  }

  /// Nobody waits for the replies any more; a batch that waits for a key need not be run.
  void abandon() {
    abandoned = true;
  }
}
