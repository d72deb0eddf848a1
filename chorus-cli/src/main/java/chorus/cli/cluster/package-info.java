/// What the commands know of a running cluster: how to reach a node, what it answers, and how that
/// reads.
///
/// Nothing here starts or stops a node.
@NullMarked
package chorus.cli.cluster;

import org.jspecify.annotations.NullMarked;
