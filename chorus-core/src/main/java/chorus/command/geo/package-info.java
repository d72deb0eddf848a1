/// Commands on places on earth, and their rows of the command table. Places are members of a sorted
/// set whose score is their cell of a grid.
///
/// Floor 4. Invariant: a place is stored as a whole number of 52 bits; what is computed from it is
/// computed by [java.lang.StrictMath], the same on every node.
@NullMarked
package chorus.command.geo;

import org.jspecify.annotations.NullMarked;
