/// The facts behind INFO: Redis' field names, only those that are true here, and our own behind
/// them.
@NullMarked
package chorus.server.info;

import org.jspecify.annotations.NullMarked;
