package chorus.base;

/// The number of a leadership: it rises by one at each election of a database's leader. 0 is "never
/// had a leader".
///
/// Source: Raft's term, Kafka's leader epoch (KIP-101); chapter 5 calls it an epoch number.
public record Epoch(long number) implements Comparable<Epoch> {
  public static final Epoch NONE = new Epoch(0);

  public Epoch {
    Require.that(number >= 0, "an epoch is not negative");
  }

  public Epoch next() {
    return new Epoch(number + 1);
  }

  public boolean isAfter(Epoch other) {
    return number > other.number;
  }

  public boolean isBefore(Epoch other) {
    return number < other.number;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
