/// Tests of the command line.
@NullMarked
package chorus.cli.terminal;

import org.jspecify.annotations.NullMarked;
