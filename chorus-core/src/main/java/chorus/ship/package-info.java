/// Carrying the log to one follower: where it stands, what to send next, how much may be under way.
///
/// Floor 4. A follower is probed until its log and the leader's are known to agree somewhere, then
/// streamed to. Source: Ongaro 2014, section 10.2.1; etcd's tracker.
@NullMarked
package chorus.ship;

import org.jspecify.annotations.NullMarked;
