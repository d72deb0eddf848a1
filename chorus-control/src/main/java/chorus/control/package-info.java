/// The control plane: the pure cluster state of core, made durable and agreed on by Apache Ratis.
@NullMarked
package chorus.control;

import org.jspecify.annotations.NullMarked;
