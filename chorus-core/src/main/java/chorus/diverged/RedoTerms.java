package chorus.diverged;

/// What the keys of a write must hold for it to be done again.
public enum RedoTerms {
  WHAT_THEY_HELD,
  ANYTHING
}
