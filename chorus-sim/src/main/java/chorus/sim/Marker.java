package chorus.sim;

/// What runs must reach now and then: a law that holds only because nothing happened says little.
public enum Marker {
  UNEQUAL_REPORTS("an election in which one log was behind another"),
  ELECTION_REPEATED("an election that came to nothing and was begun anew"),
  CONTROLLER_CHANGED("another controller in the middle of an election"),
  INHERITED("a new leader committed what its predecessor had not"),
  TAIL_DISCARDED("a tail that no majority had was discarded"),
  OPEN_END("a leader was replaced while a client waited for its answer"),
  TOO_LATE("an acknowledgement came too late for its client"),
  HAPPENED_AFTER_ALL("a write of unknown outcome was read later"),
  WAITED("a command waited for a key"),
  UNBLOCKED("a command that waited was ended by a change of leader"),
  REDIRECTED("a client was redirected, and its command answered there"),
  ONCE_REPEATED(
      "a repetition under CHORUS ONCE was answered by a later leader than the first time"),
  NUMBERS_ABANDONED("a leader left numbers of a sequence, and the next went on above them"),
  SWITCHED_OVER("a planned switchover happened"),
  SWITCHOVER_GIVEN_UP("a planned switchover came to nothing, and the leader led on"),
  ELECTED_ON_DEMAND("somebody had a new leader chosen, where nobody served"),
  LED_AGAIN("where failover is manual, a leader that came back led again by itself"),
  MODE_CHANGED("another mode of acknowledging came into force while clients wrote"),
  PAIR_CHANGED("in semi-sync, another follower became the synchronous one"),
  REPLICA_ADDED("a node that had caught up became a replica while clients wrote"),
  REPLICA_REMOVED("a replica left while clients wrote"),
  DEGRADED("a leader refused writes, or let them wait, for want of replicas, and took them again"),
  RELAYED("in a chain a replica passed its leader's records on"),
  CHAIN_SKIPPED("in a chain records went past a replica that did not answer"),
  DIVERGED("acknowledged writes that an election left behind were saved"),
  REWOUND_BEYOND_STORE("stored rows were made again, since an election left behind what they had"),
  JOINED("a node joined the running cluster"),
  LEFT("a node was removed from the cluster, and ended"),
  FIVE_VOTE("five nodes voted in the control plane after a change"),
  CAME_BACK("a node that lost its past came back as another incarnation"),
  UNDROPPED("a drop was taken back"),
  DROPPED_MOVING("a database was dropped while its replicas changed"),
  FORGOTTEN("a dropped database was gone for good"),
  ONE_WAY_ENDURED("a one-way cut passed and the leader stayed"),
  CONTROLLER_SLEPT("a controller slept, and gave nobody up for it"),
  PASSED_OVER("a node that had just been given up was passed over"),
  ALL_LOST_POWER("every node lost power at once, and a leader served again"),
  TORN_TAIL("a torn tail was cut"),
  REPAIRED("a damaged log was made whole by the others"),
  ROWS_REBUILT("rotten rows were found while running, and made again from the log"),
  LOG_REPAIRED(
      "a record that rotted in a running node's log was brought back from another replica"),
  TRIMMED("a log was trimmed"),
  SNAPSHOT_INSTALLED("a replica that had missed more than any log has took a snapshot"),
  SNAPSHOT_RESUMED("rows of a snapshot that had not come were asked for again, and it went on"),
  ROWS_REPLACED("rotten rows that no log makes again were replaced by those of another replica"),
  NO_ROOM("writes were refused for want of room, and taken again"),
  STALL_OUTLIVED("a leader gave up since its disk did not answer, and another led"),
  FSYNC_FAILED("a replica that stopped at a failed fsync came back");

  private final String words;

  Marker(String words) {
    this.words = words;
  }

  /// How a person says it.
  public String words() {
    return words;
  }
}
