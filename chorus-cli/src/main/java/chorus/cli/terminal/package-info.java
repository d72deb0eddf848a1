/// What every command needs to speak with the person or the script that called it: streams, exit
/// codes, errors, tables, JSON.
///
/// It knows nothing of clusters.
@NullMarked
package chorus.cli.terminal;

import org.jspecify.annotations.NullMarked;
