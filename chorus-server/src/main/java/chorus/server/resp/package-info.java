/// The RESP front end: sockets of clients, decoded into batches of commands for a session, and
/// replies encoded back.
///
/// Invariant: replies leave in the order in which the session writes them, and a protocol error
/// after the replies of all commands before it. Invariant: what one client can make this node hold
/// is bounded, in and out; whatever it sends hurts no other connection.
@NullMarked
package chorus.server.resp;

import org.jspecify.annotations.NullMarked;
