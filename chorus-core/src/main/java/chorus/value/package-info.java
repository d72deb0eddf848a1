/// The Redis types as rows: row keys, the meta row that each key has, and the hashes that make two
/// replicas comparable.
///
/// Floor 1. Pure values. Invariant: row keys order as unsigned bytes, and every codec here is
/// versioned and strict: what it did not write it refuses with [Malformed].
@NullMarked
package chorus.value;

import org.jspecify.annotations.NullMarked;
