package chorus.value;

/// A 128-bit hash that can be summed: what a set of rows hashes to is the sum of its rows' hashes
/// modulo 2^128, in any order, and a changed row is one minus and one plus.
///
/// Source: Bellare and Micciancio, A New Paradigm for Collision-Free Hashing, 1997 (AdHash).
public record Hash128(long high, long low) {
  /// The hash of no rows.
  public static final Hash128 ZERO = new Hash128(0, 0);

  public Hash128 plus(Hash128 other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Hash128(high + other.high + carry, sum);
  }

  public Hash128 minus(Hash128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Hash128(high - other.high - borrow, low - other.low);
  }

  /// 32 lower-case hexadecimal digits.
  public String hex() {
    return String.format("%016x%016x", high, low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
