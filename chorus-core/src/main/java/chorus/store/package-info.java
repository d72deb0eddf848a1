/// Rows behind one port: the storage engines, the overlay of what is not stored yet, and how
/// records become rows.
///
/// Floor 3. Invariant: a store's rows and its applied LSN change in one atomic write. Invariant:
/// every replica's rows are a function of its log prefix.
@NullMarked
package chorus.store;

import org.jspecify.annotations.NullMarked;
