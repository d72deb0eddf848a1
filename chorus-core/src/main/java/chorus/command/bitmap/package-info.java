/// Commands on the bits of strings, and their rows of the command table.
///
/// Floor 4. Invariant: one command is one class here and one row in [BitmapCommands]. Bit 0 is the
/// highest bit of a string's first byte.
@NullMarked
package chorus.command.bitmap;

import org.jspecify.annotations.NullMarked;
