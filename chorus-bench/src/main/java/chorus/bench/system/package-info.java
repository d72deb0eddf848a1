/// The systems that are compared: each starts its processes on loopback with data below a directory
/// that it is given, and ends exactly those.
///
/// Invariant: closing a system ends every process that it started, also when its start failed.
@NullMarked
package chorus.bench.system;

import org.jspecify.annotations.NullMarked;
