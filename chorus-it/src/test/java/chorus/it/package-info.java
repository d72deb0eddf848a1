/// Black-box tests of the packaged program: real sockets, real clients, real processes.
///
/// Everything goes through the distribution's `bin/chorus` and through RESP; nothing here imports
/// Chorus' own code, so that a promise is checked by what a user sees. Since they need the
/// distribution they run in Maven's integration-test phase: `mvn verify`, not `mvn test`.
///
/// Invariant: every process that a test starts and every network that it makes is gone when the
/// test is, also when it fails.
@NullMarked
package chorus.it;

import org.jspecify.annotations.NullMarked;
