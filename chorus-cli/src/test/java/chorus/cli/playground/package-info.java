/// Tests of the command line.
@NullMarked
package chorus.cli.playground;

import org.jspecify.annotations.NullMarked;
