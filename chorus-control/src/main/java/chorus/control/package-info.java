/// The control plane: core's pure cluster state, agreed on and made durable by Apache Ratis behind
/// the port [chorus.env.MetaLog].
///
/// Floor: above core, below the server; nothing of Ratis shows in a public signature. Invariants: a
/// directory is formatted only under an id that its group has never known; the machine is called on
/// its strand alone, in log order; nothing that may have been appended is reported as not applied;
/// no strand waits for Ratis.
@NullMarked
package chorus.control;

import org.jspecify.annotations.NullMarked;
