/// The shell around core: sockets, files, storage engine, configuration, wiring. No rule of
/// replication.
@NullMarked
package chorus.server;

import org.jspecify.annotations.NullMarked;
