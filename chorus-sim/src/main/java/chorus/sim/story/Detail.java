package chorus.sim.story;

/// How much is told.
public enum Detail {
  /// Faults, restarts, who leads and why.
  EVENTS,
  /// Also every request, record and acknowledgement.
  EVERYTHING
}
