/// Laws and golden examples of the protocol codec.
@NullMarked
package chorus.resp;

import org.jspecify.annotations.NullMarked;
