package chorus.sim.check;

/// What no serial execution explains, and how that was seen.
public record Anomaly(Kind kind, String explanation) {
  /// The names are Adya's, where he has one.
  ///
  /// Source: Adya, Weak Consistency, 1999, section 3; the ones in real time as in Kingsbury and
  /// Alvaro, Elle, 2020.
  public enum Kind {
    INTERNAL("internal: a transaction contradicts itself"),
    TWICE("a value read twice in one list"),
    UNWRITTEN("a value read that nobody wrote"),
    G1A("G1a: aborted read"),
    INCOMPATIBLE_ORDERS(
        "incompatible orders: two reads, and neither is the beginning of the other"),
    LOST_APPEND("lost append"),
    LENGTH("a length answered that does not fit the list"),
    G1B("G1b: intermediate read"),
    G0("G0: write cycle"),
    G1C("G1c: circular information flow"),
    G_SINGLE("G-single: a cycle with one anti-dependency"),
    G2("G2: a cycle with several anti-dependencies"),
    G0_IN_REAL_TIME("G0 in real time: a write cycle, by way of real time"),
    G1C_IN_REAL_TIME("G1c in real time: circular information flow, by way of real time"),
    G_SINGLE_IN_REAL_TIME(
        "G-single in real time: a cycle with one anti-dependency, by way of real time"),
    G2_IN_REAL_TIME("G2 in real time: a cycle with several anti-dependencies, by way of real time");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// How a person says it.
    public String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return kind.words() + ": " + explanation;
  }
}
