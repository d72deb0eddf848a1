package chorus.resp;

/// How much one request may ask for. A connection starts with [#UNAUTHENTICATED] and is given more
/// when it has shown who it is; see [RequestDecoder#limits(DecoderLimits)].
///
/// @param audience whom the limits are for: it chooses the words of the error
/// @param maxArguments arguments of one command, its name included
/// @param maxBulkBytes bytes of one argument
/// @param maxInlineBytes bytes of an inline command, and of a header line
/// @param maxRequestBytes memory of one command: its arguments' bytes and [#ARGUMENT_OVERHEAD] each
public record DecoderLimits(
    Audience audience,
    int maxArguments,
    int maxBulkBytes,
    int maxInlineBytes,
    long maxRequestBytes) {

  /// Whom limits are for.
  public enum Audience {
    /// Anyone who can open a connection.
    UNAUTHENTICATED,
    /// A known user.
    AUTHENTICATED
  }

  /// What an argument costs beside its bytes, in bytes: an object, an array header, a reference.
  public static final int ARGUMENT_OVERHEAD = 48;

  /// Neither a bulk's nor a line's limit may be above this: 512 MiB, as in Redis.
  public static final int LARGEST_BULK_BYTES = 512 << 20;

  private static final int INLINE_BYTES = 64 << 10;

  /// Before authentication: ten arguments of 16 KiB, enough for AUTH and HELLO.
  public static final DecoderLimits UNAUTHENTICATED =
      new DecoderLimits(Audience.UNAUTHENTICATED, 10, 16 << 10, INLINE_BYTES, 10L * (17 << 10));

  /// After authentication: 1,048,576 arguments, values of 64 MiB, and a little more for the whole
  /// command so that the largest value fits beside its key.
  public static final DecoderLimits AUTHENTICATED =
      new DecoderLimits(Audience.AUTHENTICATED, 1 << 20, 64 << 20, INLINE_BYTES, 65L << 20);

  public DecoderLimits {
    require(maxArguments >= 1, "maxArguments", maxArguments);
    require(maxBulkBytes >= 0 && maxBulkBytes <= LARGEST_BULK_BYTES, "maxBulkBytes", maxBulkBytes);
    require(
        maxInlineBytes >= 32 && maxInlineBytes <= LARGEST_BULK_BYTES,
        "maxInlineBytes",
        maxInlineBytes);
    require(maxRequestBytes >= maxBulkBytes, "maxRequestBytes", maxRequestBytes);
  }

  private static void require(boolean holds, String name, long value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + " is out of range");
    }
  }
}
