package chorus.sim.fault;

/// Whom a focused seed strikes at the worst moment, besides whom chance strikes.
public enum Aim {
  NOBODY,
  /// Who has just promised to reject older epochs is killed, and back at once.
  VOTERS
}
