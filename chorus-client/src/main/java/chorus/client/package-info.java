/// The Java client: tokens, routing, retry by what an error says about the outcome.
@NullMarked
package chorus.client;

import org.jspecify.annotations.NullMarked;
