package chorus.resp;

/// Why a stream can no longer be decoded. The connection is closed after it: a decoder that has
/// lost its place in the stream cannot find it again, and going on would run data as commands.
///
/// @param cause what kind of fault it is
/// @param text the whole text for the other side, in Redis' words where Redis has them
public record ProtocolError(Cause cause, String text) {

  /// The kinds of fault.
  public enum Cause {
    /// The bytes are not the protocol.
    MALFORMED,
    /// The bytes are the protocol, but more than the limits allow.
    LIMIT,
    /// The bytes are HTTP: someone makes a browser or a proxy talk to this port. Close without an
    /// answer, and log it as a possible attack.
    CROSS_PROTOCOL
  }

  /// The error as a reply.
  public Reply reply() {
    return Reply.error("ERR", text);
  }

  static ProtocolError malformed(String detail) {
    return new ProtocolError(Cause.MALFORMED, "Protocol error: " + detail);
  }

  static ProtocolError limit(String detail) {
    return new ProtocolError(Cause.LIMIT, "Protocol error: " + detail);
  }
}
