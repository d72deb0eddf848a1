/// `chorus diverged`: looking after the writes that an election left behind, on all nodes of a
/// cluster at once.
///
/// A node that does not answer is named, never silently left out.
@NullMarked
package chorus.cli.diverged;

import org.jspecify.annotations.NullMarked;
