/// Chorus' commands beside those of a real redis-server.
@NullMarked
package chorus.command.redis;

import org.jspecify.annotations.NullMarked;
