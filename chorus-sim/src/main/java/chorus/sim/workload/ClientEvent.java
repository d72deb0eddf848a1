package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.sim.check.KeyOperation;

/// What clients do and learn, for the transcript.
public sealed interface ClientEvent {
  /// `client` sent an operation to `node`.
  record Asks(NodeId client, NodeId node, String key, KeyOperation operation)
      implements ClientEvent {}

  /// The answer, an error with its whole text included.
  record Hears(NodeId client, String key, KeyOperation operation, String answer)
      implements ClientEvent {}

  /// No answer will come.
  record NeverLearns(NodeId client, String key, KeyOperation operation) implements ClientEvent {}
}
