/// What an operation costs on a collection of ten elements, and on one of a million.
@NullMarked
package chorus.bench.size;

import org.jspecify.annotations.NullMarked;
