/// Transactions: what the connection is asked, and the two commands that its node sends to the
/// leader.
///
/// Floor 4. MULTI, EXEC, DISCARD, WATCH and UNWATCH are kept by the connection; a whole transaction
/// then travels as one CHORUS EXEC, which runs at once and makes one record.
@NullMarked
package chorus.command.transaction;

import org.jspecify.annotations.NullMarked;
