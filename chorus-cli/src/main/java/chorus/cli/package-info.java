/// The `chorus` command. stdout carries the answer and nothing else.
@NullMarked
package chorus.cli;

import org.jspecify.annotations.NullMarked;
