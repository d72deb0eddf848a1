/// The Redis protocol, versions 2 and 3: byte strings, replies, and their codecs.
///
/// Floor: below all others; depends on the JDK alone. Nothing here knows a command, a socket or a
/// clock, and no class here starts a thread.
///
/// Invariants:
/// - values ([Bytes], [Reply]) are immutable and may be shared between threads;
/// - decoders and encoders belong to one connection and are used by one thread at a time;
/// - memory follows the bytes that arrived, never a length that the other side declared;
/// - what a decoder yields does not depend on how the stream was cut into chunks;
/// - malformed input is a [ProtocolError] in a result, never an exception.
@NullMarked
package chorus.resp;

import org.jspecify.annotations.NullMarked;
