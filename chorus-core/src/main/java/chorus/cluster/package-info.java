/// The control plane's facts as pure state: members, definitions, epochs, and how a leader is
/// chosen.
///
/// Floor 6. What goes through consensus is here; heartbeats and writes are not. Invariant: the
/// state is a function of the commands that were committed, in order.
@NullMarked
package chorus.cluster;

import org.jspecify.annotations.NullMarked;
