package chorus.sim.check;

/// A law that was broken: which, when, and how that was seen.
public record Violation(String law, long atMillis, String detail) {
  @Override
  public String toString() {
    return law + " at " + atMillis + " ms: " + detail;
  }
}
