package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// A batch on its way through a [Gateway], and who waits for it.
final class Errand {
  private static final Routes.Route NOWHERE = new Routes.Route(Epoch.NONE, new NodeId("nowhere"));

  final ShardId shard;
  final List<List<Bytes>> commands;
  final Gateway.Intent intent;
  final Consumer<List<Reply>> done;
  final long waitUntilNanos;
  Routes.Route route;
  long answerByNanos;
  boolean waited;
  boolean abandoned;

  /// It was sent to a leader that did not say what became of it.
  boolean mayHaveRun;

  Errand(
      ShardId shard,
      List<List<Bytes>> commands,
      Gateway.Intent intent,
      Consumer<List<Reply>> done,
      long waitUntilNanos) {
    this.shard = shard;
    this.commands = commands;
    this.intent = intent;
    this.done = done;
    this.waitUntilNanos = waitUntilNanos;
    this.route = NOWHERE;
  }

  /// Nobody waits for the replies any more; a batch that waits for a key need not be run.
  void abandon() {
    abandoned = true;
  }
}
