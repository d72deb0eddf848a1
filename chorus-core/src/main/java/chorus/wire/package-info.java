/// What nodes say to each other, and how it is written in bytes.
///
/// Floor 3. Format 1; golden files hold it.
@NullMarked
package chorus.wire;

import org.jspecify.annotations.NullMarked;
