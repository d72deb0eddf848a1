/// Black-box tests of the packaged program: real sockets, real clients, real processes.
@NullMarked
package chorus.it;

import org.jspecify.annotations.NullMarked;
