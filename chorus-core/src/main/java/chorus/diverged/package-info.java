/// What one replica's log holds and the database's lacks: the writes of a tail that is to be cut
/// off, each with what its keys held before and after, so that nothing is dropped unseen and each
/// can be done again.
///
/// Floor 4. Pure values. Invariant: what a write says of a key is what the log said, read in the
/// log's order over the rows that the tail began with.
@NullMarked
package chorus.diverged;

import org.jspecify.annotations.NullMarked;
