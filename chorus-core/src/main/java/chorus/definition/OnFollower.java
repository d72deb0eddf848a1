package chorus.definition;

import java.util.Locale;

/// What a node does with commands on the rows of a database that another node leads.
public enum OnFollower {
  /// It takes them to the leader.
  FORWARD,

  /// It refuses writes, and answers reads from its own replica, as a replica of Redis does.
  READONLY,

  /// It names the leader, as a replica in a cluster of Redis does.
  MOVED;

  /// As users write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
