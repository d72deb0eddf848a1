/// Tests of the client against servers that the tests script themselves.
@NullMarked
package chorus.client;

import org.jspecify.annotations.NullMarked;
