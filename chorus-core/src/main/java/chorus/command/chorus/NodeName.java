package chorus.command.chorus;

import chorus.base.NodeId;
import chorus.command.Args;
import chorus.command.CommandError;

/// Reads which node a client means.
final class NodeName {
  private NodeName() {}

  /// The node that the word `at` names. Throws [CommandError] for what no node can be called.
  static NodeId at(Args args, int at) {
    String name = args.string(at);
    if (!NodeId.isName(name)) {
      throw CommandError.err("a node's name is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return new NodeId(name);
  }
}
