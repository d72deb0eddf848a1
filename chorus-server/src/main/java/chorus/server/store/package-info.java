/// RocksDB behind core's `Store` port, and the choice between the engines.
///
/// Invariant: its own log is off; the applied LSN is a row of the same atomic batch as the rows, so
/// what is on disk after a crash is the state after some whole batch. Invariant: native memory is
/// freed only when nothing that runs elsewhere can still use it.
@NullMarked
package chorus.server.store;

import org.jspecify.annotations.NullMarked;
