/// The `chorus` command: one class per subcommand.
///
/// Invariants: stdout carries the answer and nothing else, and is flushed per line. What a command
/// started is stopped within ten seconds of SIGINT or SIGTERM.
@NullMarked
package chorus.cli;

import org.jspecify.annotations.NullMarked;
