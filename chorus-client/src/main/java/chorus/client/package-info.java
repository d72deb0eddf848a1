/// The Java client. So far it is one blocking connection to one node.
///
/// It stands beside the core, not on it: it knows the protocol alone. Invariant: every failure says
/// whether the server may have seen the command.
@NullMarked
package chorus.client;

import org.jspecify.annotations.NullMarked;
