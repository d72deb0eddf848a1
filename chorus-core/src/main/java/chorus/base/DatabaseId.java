package chorus.base;

/// The number that the control plane gave a database when it was created. Never reused, unlike its
/// name and index.
public record DatabaseId(int number) implements Comparable<DatabaseId> {
  public DatabaseId {
    Require.that(number >= 0, "a database id is not negative");
  }

  @Override
  public int compareTo(DatabaseId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "d" + number;
  }
}
