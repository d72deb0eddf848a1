/// Tests of the command line.
@NullMarked
package chorus.cli;

import org.jspecify.annotations.NullMarked;
