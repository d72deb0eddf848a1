/// One database as its node hosts it: here, and nowhere above, a definition's model decides what
/// runs.
///
/// Floor 6.
@NullMarked
package chorus.database;

import org.jspecify.annotations.NullMarked;
