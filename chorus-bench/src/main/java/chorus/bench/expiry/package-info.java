/// What clients notice while very many keys expire at once.
@NullMarked
package chorus.bench.expiry;

import org.jspecify.annotations.NullMarked;
