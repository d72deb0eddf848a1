package chorus.node;

import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;

/// What a database promises, in words that can be held against it.
public final class Promise {
  private Promise() {}

  /// For example `majority, fsynced — no acknowledged write is lost if any one node loses power`.
  public static String of(DatabaseDefinition definition) {
    AckConfig ack = definition.ack();
    int lossless = ack.rule(ack.replicas().getFirst()).copies() - 1;
    String nodes =
        switch (lossless) {
          case 0 ->
              ack.replicas().size() > 1
                  ? "a failover may leave the last acknowledged writes behind, on the node that led: see diverged"
                  : "nobody else has it: if this node's disk is lost, so is the data";
          case 1 -> "no acknowledged write is lost if any one node loses power";
          default -> "no acknowledged write is lost if any " + lossless + " nodes lose power";
        };
    String failover =
        ack.fenceGroup().size() < 3 ? "; no automatic failover with fewer than three nodes" : "";
    String copies =
        switch (ack.mode()) {
          case MAJORITY -> "majority, fsynced";
          case SEMI_SYNC -> "semi-sync, fsynced on the leader and one follower";
          case ALL -> "all, fsynced on every replica";
          case CHAIN -> "chain, fsynced on every replica, each sends to the next";
          case ASYNC ->
              definition.isWriteBehind()
                  ? "async, fsynced on the leader each second: if it loses power, the last second may be gone"
                  : "async, fsynced on the leader";
        };
    return copies + " — " + nodes + failover;
  }
}
