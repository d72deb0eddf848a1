package chorus.control;

/// Whether this member leads the control log.
enum Leadership {
  HELD,
  LOST
}
