package chorus.node;

import chorus.definition.DatabaseDefinition;

/// What a database promises, in words that can be held against it.
public final class Promise {
  private Promise() {}

  /// For example `majority, fsynced — no acknowledged write is lost if any one node loses power`.
  public static String of(DatabaseDefinition definition) {
    int replicas = definition.ack().replicas().size();
    int lossless = definition.ack().copies() - 1;
    String nodes =
        switch (lossless) {
          case 0 -> "nobody else has it: if this node's disk is lost, so is the data";
          case 1 -> "no acknowledged write is lost if any one node loses power";
          default -> "no acknowledged write is lost if any " + lossless + " nodes lose power";
        };
    String failover = replicas < 3 ? "; no automatic failover with fewer than three nodes" : "";
    return switch (definition.ack().mode()) {
      case MAJORITY -> "majority, fsynced — " + nodes + failover;
    };
  }
}
