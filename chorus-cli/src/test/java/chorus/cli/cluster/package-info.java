/// Tests of the command line.
@NullMarked
package chorus.cli.cluster;

import org.jspecify.annotations.NullMarked;
